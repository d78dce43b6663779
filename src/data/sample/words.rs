//! The goods of the sample shop, in English and Chinese.

/// A category of goods.
pub struct Category {
    pub name: &'static str,
    /// Typical price.
    pub price: f64,
    /// Kinds of goods, English and Chinese.
    pub goods: &'static [(&'static str, &'static str)],
}

/// A look that runs through all categories: what a user likes beyond the category.
pub struct Look {
    pub words: &'static [(&'static str, &'static str)],
}

const fn category(name: &'static str, price: f64, goods: &'static [(&'static str, &'static str)]) -> Category {
    Category { name, price, goods }
}

pub const CATEGORIES: &[Category] = &[
    category(
        "Lighting",
        49.0,
        &[("Desk Lamp", "台灯"), ("Floor Lamp", "落地灯"), ("Pendant", "吊灯"), ("Night Light", "小夜灯")],
    ),
    category(
        "Kitchen",
        32.0,
        &[("Kettle", "水壶"), ("Frying Pan", "煎锅"), ("Chef's Knife", "主厨刀"), ("Mixing Bowl", "搅拌碗")],
    ),
    category(
        "Tableware",
        18.0,
        &[("Mug", "马克杯"), ("Dinner Plate", "餐盘"), ("Teapot", "茶壶"), ("Soup Bowl", "汤碗")],
    ),
    category(
        "Coffee",
        14.0,
        &[("House Blend", "拼配咖啡豆"), ("Espresso Beans", "意式咖啡豆"), ("Drip Bags", "挂耳咖啡")],
    ),
    category(
        "Tea",
        16.0,
        &[("Green Tea", "绿茶"), ("Oolong", "乌龙茶"), ("Black Tea", "红茶"), ("Jasmine Tea", "茉莉花茶")],
    ),
    category(
        "Snacks",
        7.0,
        &[("Almonds", "杏仁"), ("Rice Crackers", "米饼"), ("Dark Chocolate", "黑巧克力"), ("Dried Mango", "芒果干")],
    ),
    category("Sneakers", 89.0, &[("Running Shoes", "跑鞋"), ("Trail Shoes", "越野跑鞋"), ("Court Shoes", "板鞋")]),
    category(
        "Outerwear",
        129.0,
        &[("Rain Jacket", "雨衣"), ("Down Jacket", "羽绒服"), ("Windbreaker", "风衣"), ("Fleece", "抓绒衣")],
    ),
    category(
        "Basics",
        24.0,
        &[("T-Shirt", "T恤"), ("Socks", "袜子"), ("Sweatshirt", "卫衣"), ("Linen Shirt", "亚麻衬衫")],
    ),
    category(
        "Bags",
        79.0,
        &[("Backpack", "双肩包"), ("Tote Bag", "托特包"), ("Suitcase", "行李箱"), ("Sling Bag", "斜挎包")],
    ),
    category(
        "Skincare",
        27.0,
        &[("Face Cream", "面霜"), ("Sunscreen", "防晒霜"), ("Cleanser", "洁面乳"), ("Serum", "精华液")],
    ),
    category("Haircare", 15.0, &[("Shampoo", "洗发水"), ("Conditioner", "护发素"), ("Hair Oil", "护发油")]),
    category(
        "Headphones",
        119.0,
        &[("Earbuds", "真无线耳机"), ("Over-Ear Headphones", "头戴式耳机"), ("Sports Earphones", "运动耳机")],
    ),
    category(
        "Accessories",
        25.0,
        &[
            ("USB-C Cable", "数据线"),
            ("Power Bank", "充电宝"),
            ("Phone Stand", "手机支架"),
            ("Wireless Charger", "无线充电器"),
        ],
    ),
    category(
        "Keyboards",
        69.0,
        &[("Mechanical Keyboard", "机械键盘"), ("Wireless Mouse", "无线鼠标"), ("Desk Mat", "桌垫")],
    ),
    category(
        "Camping",
        95.0,
        &[("Tent", "帐篷"), ("Sleeping Bag", "睡袋"), ("Camp Stove", "露营炉"), ("Folding Chair", "折叠椅")],
    ),
    category(
        "Fitness",
        35.0,
        &[("Yoga Mat", "瑜伽垫"), ("Dumbbells", "哑铃"), ("Resistance Band", "弹力带"), ("Foam Roller", "泡沫轴")],
    ),
    category(
        "Cycling",
        58.0,
        &[("Bike Light", "自行车灯"), ("Helmet", "头盔"), ("Bottle Cage", "水壶架"), ("Cycling Gloves", "骑行手套")],
    ),
    category(
        "Toys",
        22.0,
        &[("Building Blocks", "积木"), ("Puzzle", "拼图"), ("Plush Bear", "毛绒熊"), ("Toy Train", "玩具火车")],
    ),
    category(
        "Baby",
        29.0,
        &[("Baby Bottle", "奶瓶"), ("Swaddle", "襁褓巾"), ("Teether", "牙胶"), ("Baby Wipes", "婴儿湿巾")],
    ),
    category(
        "Stationery",
        9.0,
        &[("Notebook", "笔记本"), ("Fountain Pen", "钢笔"), ("Washi Tape", "和纸胶带"), ("Planner", "手账")],
    ),
    category(
        "Plants",
        21.0,
        &[
            ("Monstera", "龟背竹"),
            ("Succulent", "多肉植物"),
            ("Ceramic Planter", "陶瓷花盆"),
            ("Watering Can", "浇水壶"),
        ],
    ),
    category(
        "Pets",
        19.0,
        &[("Cat Food", "猫粮"), ("Dog Treats", "狗零食"), ("Scratching Post", "猫抓板"), ("Dog Leash", "牵引绳")],
    ),
    category(
        "Bedding",
        64.0,
        &[("Duvet Cover", "被套"), ("Pillow", "枕头"), ("Linen Sheets", "亚麻床单"), ("Throw Blanket", "盖毯")],
    ),
];

pub const LOOKS: &[Look] = &[
    Look { words: &[("Minimal", "极简"), ("Plain", "素色"), ("Nordic", "北欧")] },
    Look { words: &[("Retro", "复古"), ("Vintage", "怀旧"), ("Classic", "经典")] },
    Look { words: &[("Sporty", "运动"), ("Active", "活力"), ("Trail", "户外")] },
    Look { words: &[("Natural", "天然"), ("Organic", "有机"), ("Bamboo", "竹制")] },
    Look { words: &[("Playful", "趣味"), ("Colorful", "多彩"), ("Cartoon", "卡通")] },
    Look { words: &[("Premium", "高端"), ("Signature", "臻选"), ("Atelier", "匠作")] },
];

/// Brands: name and price level.
pub const BRANDS: &[(&str, f64)] = &[
    ("Aldern", 0.7),
    ("Bruma", 1.0),
    ("Calder", 1.6),
    ("Dovetail", 0.8),
    ("Elmwick", 1.1),
    ("Fjordlys", 1.5),
    ("Gransha", 0.6),
    ("Haru & Ko", 1.2),
    ("Isola", 1.8),
    ("Juniper Row", 1.0),
    ("Kestrel", 1.3),
    ("Lumo", 0.9),
    ("Mirasol", 0.7),
    ("Norrvik", 1.4),
    ("Oakhame", 1.0),
    ("Pomelo", 0.6),
    ("Quillon", 2.1),
    ("Rivermark", 0.9),
    ("Solvane", 1.2),
    ("Tanso", 0.8),
    ("Umbra Lane", 1.1),
    ("Velloro", 2.4),
    ("Wrenfield", 0.9),
    ("Yuzu Works", 1.0),
    ("Zephyrine", 1.7),
    ("青禾", 0.7),
    ("云舍", 1.1),
    ("山海集", 1.3),
];

/// Regions and the share of users that live there.
pub const REGIONS: &[(&str, f64)] =
    &[("North", 0.24), ("South", 0.2), ("East", 0.19), ("West", 0.15), ("Coast", 0.14), ("Islands", 0.08)];

/// Segments of users: name, categories they favour (positions in [`CATEGORIES`]), how much prices matter.
pub const SEGMENTS: &[(&str, &[usize], f64)] = &[
    ("Homemakers", &[0, 1, 2, 21, 23], 0.8),
    ("Gourmets", &[1, 3, 4, 5, 2], 0.5),
    ("Athletes", &[6, 16, 17, 7, 12], 0.6),
    ("Outdoor", &[15, 7, 9, 17, 5], 0.7),
    ("Parents", &[18, 19, 8, 5, 22], 1.2),
    ("Desk workers", &[12, 13, 14, 20, 3], 0.7),
    ("Beauty", &[10, 11, 8, 9, 4], 0.6),
];
