//! What a column can be: who, what, when, how much, or something known of an item, a user or an event.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::base::Said;
use crate::said;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who acted. One column, required in an events file.
    User,
    /// On what. One column, required in an events file.
    Item,
    /// The type of event: view, cart, purchase.
    Event,
    /// When, or on what day where [`Role::Clock`] says the rest.
    Timestamp,
    /// The time of day, where it stands beside the day.
    Clock,
    /// A number that says how much: a rating, a quantity, a count.
    Value,
    /// Whether the event is a success: 1, or 0 for what was shown and not taken.
    Label,
    /// Groups the events of one visit.
    Session,
    /// Something known of an item, a user or the event.
    Attribute(Entity, AttributeKind),
    /// Not used.
    Ignore,
}

/// What an attribute is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    /// The item.
    Item,
    /// The user.
    User,
    /// The event: where, on what device, in which place of a list.
    Event,
}

/// What an attribute is and so how it is stored and becomes features.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributeKind {
    /// The name shown in lists; also text.
    Title,
    /// One of several names.
    Category,
    /// Several names: `a|b|c`.
    Categories,
    /// A name inside another: `a > b > c`.
    Path,
    /// Brand, maker, author.
    Brand,
    /// A price: a number compared by ratio.
    Price,
    /// Any other number.
    Number,
    /// A day.
    Date,
    /// Words.
    Text,
    /// Where a picture is.
    Image,
}

impl Entity {
    /// All, in the order of choice lists.
    pub const ALL: [Self; 3] = [Self::Item, Self::User, Self::Event];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::User => "user",
            Self::Event => "event",
        }
    }
}

impl AttributeKind {
    /// All, in the order of choice lists.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Category,
        Self::Categories,
        Self::Path,
        Self::Brand,
        Self::Price,
        Self::Number,
        Self::Date,
        Self::Text,
        Self::Image,
    ];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Category => "category",
            Self::Categories => "categories",
            Self::Path => "path",
            Self::Brand => "brand",
            Self::Price => "price",
            Self::Number => "number",
            Self::Date => "date",
            Self::Text => "text",
            Self::Image => "image",
        }
    }

    /// In words, for the screen.
    pub fn label(self) -> Said {
        match self {
            Self::Title => said!("attribute-title"),
            Self::Category => said!("attribute-category"),
            Self::Categories => said!("attribute-categories"),
            Self::Path => said!("attribute-path"),
            Self::Brand => said!("attribute-brand"),
            Self::Price => said!("attribute-price"),
            Self::Number => said!("attribute-number"),
            Self::Date => said!("attribute-date"),
            Self::Text => said!("attribute-text"),
            Self::Image => said!("attribute-image"),
        }
    }

    /// Whether it is stored as a number.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Price | Self::Number)
    }

    /// Whether something can be this about an entity: only items have titles, brands, prices and pictures of their own.
    pub fn fits(self, of: Entity) -> bool {
        of == Entity::Item || !matches!(self, Self::Title | Self::Brand | Self::Price | Self::Image | Self::Path)
    }
}

impl Role {
    /// The roles that are no attributes, in the order of choice lists.
    const PLAIN: [(Self, &str); 9] = [
        (Self::User, "user"),
        (Self::Item, "item"),
        (Self::Event, "event"),
        (Self::Timestamp, "timestamp"),
        (Self::Clock, "clock"),
        (Self::Value, "value"),
        (Self::Label, "label"),
        (Self::Session, "session"),
        (Self::Ignore, "ignore"),
    ];

    /// An attribute of items.
    pub const fn item(kind: AttributeKind) -> Self {
        Self::Attribute(Entity::Item, kind)
    }

    /// An attribute of users.
    pub const fn user(kind: AttributeKind) -> Self {
        Self::Attribute(Entity::User, kind)
    }

    /// All roles in the order of choice lists; the last one is "not used".
    pub fn all() -> impl Iterator<Item = Self> {
        let attributes = Entity::ALL.into_iter().flat_map(|of| {
            AttributeKind::ALL.into_iter().filter(move |kind| kind.fits(of)).map(move |kind| Self::Attribute(of, kind))
        });
        let plain = Self::PLAIN.into_iter().map(|(role, _)| role).filter(|role| *role != Self::Ignore);
        plain.chain(attributes).chain([Self::Ignore])
    }

    /// In words, for the screen.
    pub fn label(self) -> Said {
        match self {
            Self::User => said!("role-user"),
            Self::Item => said!("role-item"),
            Self::Event => said!("role-event"),
            Self::Timestamp => said!("role-timestamp"),
            Self::Clock => said!("role-clock"),
            Self::Value => said!("role-value"),
            Self::Label => said!("role-label"),
            Self::Session => said!("role-session"),
            Self::Attribute(Entity::Item, kind) => said!("role-of-item", kind = kind.label()),
            Self::Attribute(Entity::User, kind) => said!("role-of-user", kind = kind.label()),
            Self::Attribute(Entity::Event, kind) => said!("role-of-event", kind = kind.label()),
            Self::Ignore => said!("role-ignore"),
        }
    }

    /// Whether a table has at most one column of this role.
    pub fn is_single(self) -> bool {
        match self {
            Self::Attribute(of, kind) => {
                of == Entity::Item && matches!(kind, AttributeKind::Title | AttributeKind::Price)
            }
            Self::Ignore => false,
            _ => true,
        }
    }

    /// What it is about, if it is an attribute.
    pub fn entity(self) -> Option<Entity> {
        match self {
            Self::Attribute(of, _) => Some(of),
            _ => None,
        }
    }

    /// What kind of attribute it is, if it is one.
    pub fn attribute(self) -> Option<AttributeKind> {
        match self {
            Self::Attribute(_, kind) => Some(kind),
            _ => None,
        }
    }

    /// Whether the column describes items.
    pub fn is_item_attribute(self) -> bool {
        self.entity() == Some(Entity::Item)
    }
}

impl fmt::Display for Role {
    /// The name in files: `user`, `item.category`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Attribute(of, kind) => write!(f, "{}.{}", of.id(), kind.id()),
            plain => f.write_str(Self::PLAIN.iter().find(|(role, _)| role == plain).map_or("ignore", |(_, id)| id)),
        }
    }
}

impl FromStr for Role {
    type Err = ();

    /// The role of a name in files. Names that older projects use, such as `item_category`, are understood too.
    fn from_str(name: &str) -> Result<Self, ()> {
        if let Some((role, _)) = Self::PLAIN.iter().find(|(_, id)| *id == name) {
            return Ok(*role);
        }
        if name == "user_attribute" {
            return Ok(Self::user(AttributeKind::Category));
        }
        let (of, kind) = name.split_once(['.', '_']).ok_or(())?;
        let of = Entity::ALL.into_iter().find(|entity| entity.id() == of).ok_or(())?;
        let kind = AttributeKind::ALL.into_iter().find(|own| own.id() == kind && own.fits(of)).ok_or(())?;
        Ok(Self::Attribute(of, kind))
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        static NAMES: LazyLock<Vec<&'static str>> =
            LazyLock::new(|| Role::all().map(|role| &*role.to_string().leak()).collect());
        name.parse().map_err(|()| serde::de::Error::unknown_variant(&name, &NAMES))
    }
}

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// One row an event.
    Events,
    /// One row an item.
    Items,
    /// One row a user.
    Users,
}

impl TableKind {
    /// The roles that make sense in such a file.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        Role::all().filter(move |role| match self {
            Self::Events => true,
            Self::Items => role.is_item_attribute() || matches!(role, Role::Item | Role::Ignore),
            Self::Users => role.entity() == Some(Entity::User) || matches!(role, Role::User | Role::Ignore),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_read_as_it_is_written() {
        for role in Role::all() {
            assert_eq!(role.to_string().parse(), Ok(role));
        }
        assert_eq!("item_category".parse(), Ok(Role::item(AttributeKind::Category)));
        assert!("user.price".parse::<Role>().is_err() && "thing".parse::<Role>().is_err());
    }
}
