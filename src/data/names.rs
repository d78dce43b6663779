//! What columns and events are called in the logs of this world, English and Chinese.

use serde::{Deserialize, Serialize};

use super::role::{AttributeKind as Kind, Role};

/// Names in their reduced form (see [`reduced`]), by role. Within a role, earlier names win.
const NAMES: &[(Role, &str)] = &[
    (
        Role::User,
        "userid user uid visitorid visitor customerid customer custid clientid client memberid member householdid \
         household reviewerid accountid buyerid shopperid listenerid playerid 用户id 用户编号 用户标识 用户 会员id 会员编号 买家id 顾客id \
         顾客编号 客户id 客户编号 usrid usr buyer memberno membernumber customernumber customerno distinctid userpseudoid anonymousid \
         kundennummer kundennr kundenid kunde nutzerid nutzer benutzerid benutzer clienteid cliente usuarioid usuario idusuario \
         idcliente utilisateurid utilisateur idclient acheteur comprador müşteriid müşteri kullanıcıid kullanıcı 顧客id 顧客番号 顧客 会員番号 \
         username customeremail email",
    ),
    (
        Role::Item,
        "itemid item iid productid product skuid sku stockcode articleid article movieid movie bookid isbn parentasin asin \
         trackid songid artistid goodsid contentid businessid locationid poiid adid newsid videoid \
         gameid recipeid 商品id 商品编号 商品编码 物品id 物品编号 产品id 产品编号 宝贝id 货号 商品 codeid iteminternalid animeid courseid jobid listingid propertyid \
         hotelid restaurantid postid productcode \
         itemcode lineitemsku barcode ean gtin artikelnummer artikelnr artikelid artikel produktid produktnr produkt articuloid articulo artículo \
         productoid producto produitid produit référence reference idproduit idproducto ürünid ürün 商品コード 商品番号 品番 trackuri spotifytrackuri",
    ),
    (
        Role::Event,
        "event eventtype eventname action actiontype behavior behaviour behaviortype behaviourtype interaction \
         interactiontype activity activitytype type 行为类型 行为 用户行为 事件类型 事件 操作类型 动作 动作类型 aktion ereignis évènement événement evento acción \
         davranış olay orderstatus financialstatus status",
    ),
    (
        Role::Timestamp,
        "timestamp eventtimestamp eventtime time datetime ts unixreviewtime transactiontimestamp createdat created \
         timems invoicedate orderdate purchasedate date day 时间戳 行为时间 事件时间 操作时间 下单时间 创建时间 时间 日期 unixtime eventdate \
         orderdatetime actiontime ordertime orderedat purchasedat createdatdate visittime reviewtime reviewdate datestamp tdat datum zeitpunkt \
         bestelldatum kaufdatum fechahora fecha fechapedido horodatage dateachat datecommande tarih zaman 日時 購入日 購入日時 注文日 注文日時",
    ),
    (
        Role::Value,
        "rating stars overall score value weight quantity qty count plays playcount listens 评分 打分 分数 权重 购买数量 数量 次数 \
         dwell dwelltime duration playtime watchtime listentime staytime timespent userrating reviewscore 停留时长 \
         时长 评价 bookrating starrating bewertung puntuación puntuacion calificación 評価 units unitssold qtyordered quantityordered orderedquantity \
         lineitemquantity menge anzahl stück quantité quantite cantidad adet miktar 個数",
    ),
    (
        Role::Session,
        "sessionid session usersession visitid basketid invoiceno invoice orderid transactionid 会话id 会话 会话编号 订单号 \
         订单id 订单编号 购物篮 incrementid ordernumber bestellnummer",
    ),
    (
        Role::item(Kind::Title),
        "title itemname itemtitle lineitemname artikelname bezeichnung produktname désignation nombreproducto productname producttitle \
         movietitle booktitle trackname artistname name \
         description 商品名称 商品名 商品标题 产品名称 物品名称 标题 名称 originaltitle",
    ),
    (
        Role::item(Kind::Category),
        "category categorycode categoryname genre genres class department productcategory itemcategory categoryid \
         catid subcategory producttype categories 商品类别 商品类目 商品分类 类别 类目 品类 分类 类目id 商品类目id 一级类目 cate category1 \
         category2 category3 maincategory genreids kategorie warengruppe catégorie categorie categoría categoria kategori カテゴリ",
    ),
    (
        Role::item(Kind::Brand),
        "brand brandname brandid manufacturer manufacturerid vendor author bookauthor artist 品牌 商品品牌 品牌名称 品牌id 厂商 \
         store marke hersteller marque marca",
    ),
    (
        Role::item(Kind::Price),
        "price unitprice saleprice itemprice listprice lineitemprice variantprice regularprice preis stückpreis einzelpreis prix precio preço \
         prezzo fiyat 価格 售价 价格 单价 商品价格 销售价",
    ),
    (
        Role::item(Kind::Text),
        "titlezh itemdescription productdescription text tags keywords 描述 商品描述 简介 详情 标签 features overview plot",
    ),
    (Role::item(Kind::Number), "releaseyear year yearofpublication weightgrams 上架年份 年份"),
    (Role::user(Kind::Number), "age income householdsize 年龄"),
    (
        Role::user(Kind::Category),
        "gender sex occupation country region city state province segment location \
         maritalstatus 性别 地区 城市 省份 国家 职业 会员等级 用户分群 userlvcd userlevel membership membertype education",
    ),
    (
        Role::Label,
        "label isclick isclicked islike isliked click clicked like liked bought purchase purchased converted conversion ispurchase isbuy \
         target feedback reaction thumb thumbs 是否点击 是否购买",
    ),
    (
        Role::item(Kind::Date),
        "launched launchdate releasedate released publicationdate publishdate firstseen 上架日期 上架时间 发布日期",
    ),
    (Role::item(Kind::Image), "image images imageurl imurl img picture cover poster 图片 主图"),
];

/// What says something of the event alone, even where it is the same for all events of a user or an item.
const CONTEXT: &str = "device devicetype deviceid os platform browser channel source medium campaign referrer referer traffic trafficsource app \
                       appversion version page pagetype query searchterm verified verifiedpurchase vine votes vote helpful helpfulvote \
         helpfulvotes ip hour weekday dayofweek slot list 设备 渠道 来源 平台 位置";

/// Event types by meaning, with the weight they are given: what costs the user more says more; what speaks against an item is below 0.
const EVENTS: &[(f64, &str)] = &[
    (
        -1.0,
        "return returned returns refund refunded refunds orderrefunded cancel cancelled canceled cancellation ordercancelled \
         ordercanceled void voided retour retourné rückgabe storno storniert devolución devolucion reembolso iade 退货 退款 退回 取消订单 返品",
    ),
    (
        -1.0,
        "remove removed delete deleted removefromcart removecart removedcart cartremove removefrombasket removewishlist removedwishlist \
         unlike unliked unfavorite unfavourite unfav unsave unfollow 移出购物车 删除购物车 取消收藏 取消关注",
    ),
    (
        -1.0,
        "dislike disliked dislikes thumbsdown notinterested block blocked hide hidden downvote downvoted skip skipped skips hate \
         不喜欢 不感兴趣 踩 跳过",
    ),
    (-1.0, "impression impressions show shown exposure exposed display displayed viewlist listviewed 曝光 展示 展现"),
    (
        1.0,
        "view viewed views click clicked clicks pv detail details pageview pageviewed viewpage viewitem viewcontent browse browsed \
         clickout visit visited open opened select selected preview played watched listened rate rated review reviewed vue ansicht \
         angesehen aufruf vista visto \
         görüntüleme 浏览 点击 查看 播放 阅读 閲覧",
    ),
    (
        2.0,
        "fav favs favorite favorites favourite favorited favourited like liked likes wish wishlist addtowishlist addwishlist \
         addedwishlist addtofavorites addfavorites collect collected save saved bookmark bookmarked follow followed share shared love \
         loved upvote upvoted thumbsup 收藏 喜欢 关注 点赞 分享",
    ),
    (
        3.0,
        "cart carts carted addtocart addcart addedcart cartadd add added addtobag addbag basket addtobasket addbasket addedbasket \
         begincheckout startcheckout initiatecheckout checkoutstarted addpaymentinfo addshippinginfo panier ajoutpanier warenkorb carrito \
         sepet 加购 加购物车 加入购物车 购物车",
    ),
    (
        5.0,
        "purchase purchased purchases buy buys bought transaction transactions order orders ordered orderplaced ordercompleted placeorder \
         pay paid payment sale sales sold checkout checkoutcompleted completed conversion converted achat acheté kauf gekauft bestellung \
         compra comprado satınalma 购买 下单 支付 成交 付款 購入",
    ),
];

/// Words in the names of event types that say nothing of what was done.
const FILLING: &[&str] =
    &["product", "products", "item", "items", "goods", "event", "ecommerce", "wc", "to", "from", "the"];

/// Numbers that stand for event types in a known log.
#[derive(Debug, PartialEq, Eq)]
pub struct EventCodes {
    /// The name in files.
    pub id: &'static str,
    /// Whose numbers they are.
    pub name: &'static str,
    /// Each number with the word for it.
    words: &'static [(&'static str, &'static str)],
}

/// The numbers that are known; the first that all of a log's types are among are taken.
pub const EVENT_CODES: &[EventCodes] = &[
    EventCodes {
        id: "taobao",
        name: "Taobao",
        words: &[("1", "view"), ("2", "favorite"), ("3", "cart"), ("4", "purchase")],
    },
    EventCodes {
        id: "jd",
        name: "JD",
        words: &[
            ("1", "view"),
            ("2", "cart"),
            ("3", "remove_from_cart"),
            ("4", "order"),
            ("5", "follow"),
            ("6", "click"),
        ],
    },
];

impl EventCodes {
    /// The numbers that all of a log's event types are among; a single one tells nothing.
    pub fn of<'a>(types: impl Iterator<Item = &'a str> + Clone) -> Option<&'static Self> {
        let knows = |codes: &&'static Self| types.clone().all(|name| codes.word(name).is_some());
        EVENT_CODES.iter().find(knows).filter(|_| types.clone().count() > 1)
    }

    /// The word for a number.
    pub fn word(&self, code: &str) -> Option<&'static str> {
        self.words.iter().find(|(number, _)| *number == code).map(|(_, word)| *word)
    }

    /// The numbers with their words: `1 view, 2 cart`.
    pub fn listed(&self) -> String {
        self.words.iter().map(|(number, word)| format!("{number} {word}")).collect::<Vec<_>>().join(", ")
    }
}

/// The weight of an event type not known by name.
const OTHER_EVENT: f64 = 1.0;

/// The place of a nested name behind all others of its role.
const NESTED: usize = 1000;

/// The name without typing suffix (`:token`), case, blanks and punctuation.
pub fn reduced(name: &str) -> String {
    let name = match name.rsplit_once(':') {
        Some((name, "token" | "float" | "token_seq" | "float_seq")) => name,
        _ => name,
    };
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The role a column name stands for, with its place in the list of that role's names (lower: surer).
pub fn role(name: &str) -> Option<(Role, usize)> {
    let of = |name: &str| {
        let name = reduced(name);
        NAMES.iter().find_map(|&(role, names)| names.split(' ').position(|n| n == name).map(|at| (role, at)))
    };
    // The innermost name of a nested one, such as `properties.distinct_id`, where it says what the whole does not: who, what and when. What
    // is inside a user, a product or a device says it of them.
    let inner = || {
        let (outer, inner) = name.rsplit_once('.')?;
        let (role, at) = of(inner)?;
        let is_inside = |words: &str| outer.split('.').any(|part| means(words, &reduced(part)));
        let is_free = match role {
            Role::User => !is_inside("product item items device session seller store shop"),
            Role::Item => !is_inside("user customer device session seller store shop"),
            Role::Event | Role::Timestamp | Role::Session => {
                !is_inside("user customer visitor product item items device session seller store shop page app geo")
            }
            _ => false,
        };
        (is_free && !is_context(name)).then_some((role, at + NESTED))
    };
    of(name).or_else(inner)
}

/// Whether a column's name says that it holds something of the event alone: where, on what, in which place of a list.
pub fn is_context(name: &str) -> bool {
    let name = reduced(name);
    means(CONTEXT, &name) || name.contains("position") || name.contains("rank")
}

/// Whether a column's name says that it holds hours of the day, or hours and minutes as one number.
pub fn is_clock(name: &str) -> bool {
    means("hour hours hr hourmin hhmm stunde uhrzeit heure hora ora saat 小时 时刻 時刻", &reduced(name))
}

/// Whether a column's name says that it holds other dates than those of the events.
pub fn is_other_date(name: &str) -> bool {
    let of_somebody = |part: &str| means("user customer visitor product item items device", &reduced(part));
    if name.rsplit_once('.').is_some_and(|(outer, _)| outer.split('.').any(of_somebody)) {
        return true;
    }
    let name = reduced(name);
    const OTHERS: &[&str] =
        &["signup", "regist", "birth", "launch", "releas", "expir", "deliver", "until", "valid", "publish", "update"];
    OTHERS.iter().any(|word| name.contains(word))
}

/// Whether a column's name says that it holds moments in time.
pub fn says_time(name: &str) -> bool {
    let name = reduced(name);
    name.contains("time") || name.contains("时间") || name == "ts"
}

/// Whether a cell is the name of a column rather than a value.
pub fn is_known(cell: &str) -> bool {
    // "view" and "like" are values of an event column; only column names count here.
    // Those of labels are values of events too.
    cell.len() < 64 && role(cell).is_some_and(|(role, _)| role != Role::Label)
}

fn means(words: &str, event: &str) -> bool {
    words.split(' ').any(|word| word == event)
}

/// The place of an event type among the meanings.
fn event_meaning(event: &str) -> Option<usize> {
    let of = |name: &str| EVENTS.iter().position(|(_, words)| means(words, name));
    of(&reduced(event)).or_else(|| of(&without_filling(event)))
}

/// What is left of `Product Added`, `added_to_cart` or `ProductViewed` without the words that say nothing: `added`, `addedcart`, `viewed`.
fn without_filling(event: &str) -> String {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in event.chars() {
        if !c.is_alphanumeric() || (was_lower && c.is_uppercase()) {
            words.push(String::new());
        }
        was_lower = c.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
    }
    words.retain(|word| !FILLING.contains(&word.as_str()));
    words.concat()
}

/// The weight guessed for an event type; below 0 its events speak against their items.
pub fn event_weight(event: &str) -> f64 {
    event_meaning(event).map_or(OTHER_EVENT, |meaning| EVENTS[meaning].0)
}

/// Whether two event types have the same meaning, as far as their words are known.
pub fn mean_the_same(event: &str, other: &str) -> bool {
    event_meaning(event).is_some_and(|meaning| event_meaning(other) == Some(meaning))
}

/// Whether a value is an event type known by its words.
pub fn is_event_word(value: &str) -> bool {
    event_meaning(value).is_some()
}

/// What a column of numbers counts, as far as its name says.
pub fn value_meaning(name: &str) -> Option<ValueMeaning> {
    let name = reduced(name);
    VALUES.iter().find(|(_, names)| means(names, &name)).map(|(meaning, _)| *meaning)
}

/// What columns of values are called, by meaning.
const VALUES: &[(ValueMeaning, &str)] = &[
    (
        ValueMeaning::Rating,
        "rating stars overall score userrating reviewscore bookrating starrating bewertung puntuación puntuacion calificación 评分 打分 分数 评价 評価",
    ),
    (
        ValueMeaning::Quantity,
        "quantity qty count plays playcount listens units unitssold qtyordered quantityordered orderedquantity lineitemquantity menge \
         anzahl stück quantité quantite cantidad adet miktar 购买数量 数量 次数 個数",
    ),
    (ValueMeaning::Price, "price amount revenue total paid salesvalue unitprice 金额 价格"),
    (ValueMeaning::Dwell, "dwell dwelltime duration playtime watchtime listentime staytime timespent 停留时长 时长"),
];

/// What the value of an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueMeaning {
    /// An opinion on a scale: of several about one item the last counts.
    Rating,
    /// How many: they are summed, and below 0 something was given back.
    Quantity,
    /// Money.
    Price,
    /// How long.
    Dwell,
    /// A weight that was made elsewhere.
    Weight,
}

impl ValueMeaning {
    /// All, in the order of choice lists.
    pub const ALL: [Self; 5] = [Self::Rating, Self::Quantity, Self::Price, Self::Dwell, Self::Weight];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Rating => "rating",
            Self::Quantity => "quantity",
            Self::Price => "price",
            Self::Dwell => "dwell",
            Self::Weight => "weight",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn event_types_as_shops_name_them_are_known() {
        let known = [
            ("purchase", "Order Completed|order_placed|orders|Purchased|transaction|购买"),
            ("cart", "Product Added|add_to_cart|addToCart|AddToCart|added-to-basket|carts|begin_checkout|加购"),
            ("favorite", "add_to_wishlist|Product Added to Wishlist|liked|favourite|收藏"),
            ("view", "ProductViewed|Product Viewed|view_item|page_view|clicks|select_item|product_detail|pv|浏览"),
            ("impression", "impression|view_item_list|Product List Viewed|shown|曝光"),
            ("dislike", "Disliked|thumbs_down|not_interested|skip|不喜欢"),
            ("remove", "remove_from_cart|Product Removed|removed_from_wishlist|unlike|移出购物车"),
            ("return", "refund|Order Refunded|returned|cancelled|退货"),
        ];
        for (meaning, names) in known {
            for name in names.split('|') {
                assert!(mean_the_same(name, meaning), "{name} is {meaning}");
            }
        }
        for name in ["zoom", "", "item", "买", "list"] {
            assert!(!is_event_word(name), "{name}");
        }
    }

    #[test]
    fn no_event_word_has_two_meanings() {
        let mut words: Vec<&str> = EVENTS.iter().flat_map(|(_, words)| words.split(' ')).collect();
        assert!(words.iter().all(|word| reduced(word) == **word));
        let n = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), n);
    }
}
