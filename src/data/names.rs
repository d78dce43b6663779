//! What columns and events are called in the logs of this world, English and Chinese.

use super::schema::Role;

/// Names in their reduced form (see [`reduced`]), by role. Within a role, earlier names win.
const NAMES: &[(Role, &[&str])] = &[
    (
        Role::User,
        &[
            "userid",
            "user",
            "uid",
            "visitorid",
            "visitor",
            "customerid",
            "customer",
            "custid",
            "clientid",
            "client",
            "memberid",
            "member",
            "householdid",
            "household",
            "reviewerid",
            "accountid",
            "buyerid",
            "shopperid",
            "listenerid",
            "playerid",
            "用户id",
            "用户编号",
            "用户标识",
            "用户",
            "会员id",
            "会员编号",
            "买家id",
            "顾客id",
            "顾客编号",
            "客户id",
            "客户编号",
        ],
    ),
    (
        Role::Item,
        &[
            "itemid",
            "item",
            "iid",
            "productid",
            "product",
            "skuid",
            "sku",
            "stockcode",
            "articleid",
            "article",
            "movieid",
            "movie",
            "bookid",
            "isbn",
            "asin",
            "parentasin",
            "trackid",
            "songid",
            "artistid",
            "goodsid",
            "contentid",
            "businessid",
            "locationid",
            "poiid",
            "adid",
            "newsid",
            "videoid",
            "gameid",
            "recipeid",
            "商品id",
            "商品编号",
            "商品编码",
            "物品id",
            "物品编号",
            "产品id",
            "产品编号",
            "宝贝id",
            "货号",
            "商品",
        ],
    ),
    (
        Role::Event,
        &[
            "event",
            "eventtype",
            "eventname",
            "action",
            "actiontype",
            "behavior",
            "behaviour",
            "behaviortype",
            "behaviourtype",
            "interaction",
            "interactiontype",
            "activity",
            "activitytype",
            "行为类型",
            "行为",
            "用户行为",
            "事件类型",
            "事件",
            "操作类型",
            "动作",
            "动作类型",
        ],
    ),
    (
        Role::Timestamp,
        &[
            "timestamp",
            "eventtimestamp",
            "eventtime",
            "time",
            "datetime",
            "ts",
            "unixreviewtime",
            "transactiontimestamp",
            "createdat",
            "created",
            "invoicedate",
            "orderdate",
            "purchasedate",
            "date",
            "day",
            "时间戳",
            "行为时间",
            "事件时间",
            "操作时间",
            "下单时间",
            "创建时间",
            "时间",
            "日期",
        ],
    ),
    (
        Role::Value,
        &[
            "rating",
            "stars",
            "overall",
            "score",
            "value",
            "weight",
            "quantity",
            "qty",
            "count",
            "plays",
            "playcount",
            "listens",
            "评分",
            "打分",
            "分数",
            "权重",
            "购买数量",
            "数量",
            "次数",
        ],
    ),
    (
        Role::Session,
        &[
            "sessionid",
            "session",
            "usersession",
            "visitid",
            "basketid",
            "invoiceno",
            "invoice",
            "orderid",
            "transactionid",
            "会话id",
            "会话",
            "会话编号",
            "订单号",
            "订单id",
            "订单编号",
            "购物篮",
        ],
    ),
    (
        Role::ItemTitle,
        &[
            "title",
            "itemname",
            "itemtitle",
            "productname",
            "producttitle",
            "movietitle",
            "booktitle",
            "trackname",
            "artistname",
            "name",
            "description",
            "商品名称",
            "商品名",
            "商品标题",
            "产品名称",
            "物品名称",
            "标题",
            "名称",
        ],
    ),
    (
        Role::ItemCategory,
        &[
            "category",
            "categorycode",
            "categoryname",
            "genre",
            "genres",
            "class",
            "department",
            "productcategory",
            "itemcategory",
            "categoryid",
            "catid",
            "subcategory",
            "producttype",
            "categories",
            "商品类别",
            "商品类目",
            "商品分类",
            "类别",
            "类目",
            "品类",
            "分类",
            "类目id",
            "商品类目id",
            "一级类目",
        ],
    ),
    (
        Role::ItemBrand,
        &[
            "brand",
            "brandname",
            "brandid",
            "manufacturer",
            "manufacturerid",
            "vendor",
            "author",
            "bookauthor",
            "artist",
            "品牌",
            "商品品牌",
            "品牌名称",
            "品牌id",
            "厂商",
        ],
    ),
    (
        Role::ItemPrice,
        &["price", "unitprice", "saleprice", "itemprice", "listprice", "售价", "价格", "单价", "商品价格", "销售价"],
    ),
    (
        Role::ItemText,
        &[
            "titlezh",
            "itemdescription",
            "productdescription",
            "text",
            "tags",
            "keywords",
            "描述",
            "商品描述",
            "简介",
            "详情",
            "标签",
        ],
    ),
    (Role::ItemNumber, &["releaseyear", "year", "yearofpublication", "weightgrams", "上架年份", "年份"]),
    (
        Role::UserAttribute,
        &[
            "age",
            "gender",
            "sex",
            "occupation",
            "country",
            "region",
            "city",
            "state",
            "province",
            "segment",
            "income",
            "location",
            "householdsize",
            "maritalstatus",
            "年龄",
            "性别",
            "地区",
            "城市",
            "省份",
            "国家",
            "职业",
            "会员等级",
            "用户分群",
        ],
    ),
];

/// Event types by meaning, with the weight they are given: what costs the user more says more.
const EVENTS: &[(f64, &[&str])] = &[
    (0.0, &["removefromcart", "remove", "dislike", "refund", "return", "取消", "退货", "移出购物车"]),
    (1.0, &["view", "click", "pv", "detail", "pageview", "viewitem", "impression", "浏览", "点击", "查看"]),
    (
        2.0,
        &[
            "fav",
            "favorite",
            "favourite",
            "like",
            "wish",
            "wishlist",
            "collect",
            "save",
            "bookmark",
            "收藏",
            "喜欢",
            "关注",
        ],
    ),
    (3.0, &["cart", "addtocart", "addcart", "basket", "加购", "加购物车", "加入购物车", "购物车"]),
    (
        5.0,
        &["purchase", "buy", "transaction", "order", "pay", "sale", "bought", "购买", "下单", "支付", "成交", "付款"],
    ),
];

/// The weight of an event type not known by name.
const OTHER_EVENT: f64 = 1.0;

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
    let name = reduced(name);
    NAMES.iter().find_map(|&(role, names)| names.iter().position(|&n| n == name).map(|at| (role, at)))
}

/// Whether a column's name says that it holds moments in time.
pub fn says_time(name: &str) -> bool {
    let name = reduced(name);
    name.contains("time") || name.contains("时间") || name == "ts"
}

/// Whether a cell is the name of a column rather than a value.
pub fn is_known(cell: &str) -> bool {
    // "view" and "like" are values of an event column; only column names count here.
    cell.len() < 64 && role(cell).is_some()
}

/// The weight guessed for an event type; 0 leaves its events out.
pub fn event_weight(event: &str) -> f64 {
    let name = reduced(event);
    // Alibaba's logs number them: click, collect, cart, payment.
    match name.as_str() {
        "1" => return 1.0,
        "2" => return 2.0,
        "3" => return 3.0,
        "4" => return 5.0,
        _ => {}
    }
    EVENTS.iter().find(|(_, names)| names.contains(&name.as_str())).map_or(OTHER_EVENT, |e| e.0)
}

/// Whether two event types have the same meaning, as far as their words are known.
pub fn mean_the_same(event: &str, other: &str) -> bool {
    let (event, other) = (reduced(event), reduced(other));
    EVENTS.iter().any(|(_, names)| names.contains(&event.as_str()) && names.contains(&other.as_str()))
}

/// Whether a value is an event type known by its words.
pub fn is_event_word(value: &str) -> bool {
    let name = reduced(value);
    EVENTS.iter().any(|(_, names)| names.contains(&name.as_str()))
}

/// Whether a cell holds nothing: empty, or one of the words that exports write for it.
pub fn is_missing(cell: &str) -> bool {
    matches!(cell, "" | "null" | "NULL" | "nan" | "NaN" | "None" | "\\N")
}
