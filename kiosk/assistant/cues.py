"""Turns of phrase, Chinese and English side by side, that tell what a customer wants. Patterns for normalised text."""

import re
from typing import Final

_P = re.compile

WISH: Final = _P(
    r"想(?!知道|问|了解)|要(?!是|怎么|注意)|找|买|挑|选|推荐|有没有|有哪些|有什么(?!区别|不同|讲究|意思|用|危害"
    r"|影响|好处|寓意|说法)"
    r"|看看|看一下|看下|给我|帮我|来[一个条款]|送|哪款|哪条|哪件|求|需要|预算|介绍几|适合(?=.*(?:戴|参加|送))"
    r"|\bshow\b|\bwant\b|\bneed\b|looking for|look for|do you (?:have|sell|carry)|have you got|\bgift\b|\bpresent\b"
    r"|\brecommend|\bsuggest|i'd (?:like|love)|i would like|\bany\b|\bfind\b|\bbuy\b|interested in"
    r"|what (?:do you have|have you)|popular|best.?sell|new arrivals|how much are|\bbudget\b"
)
QUESTION: Final = _P(
    r"吗|么|呢|什么|怎么|如何|为什么|为啥|啥|哪|几|多少|是不是|会不会|能不能|可不可以|好不好|区别|不同|\?|？"
    r"|^(?:what|why|how|when|where|which|who|is|are|does|do|can|could|will|would|should|has|have|was)\b"
)
HOW_OR_WHY: Final = _P(
    r"压扁|一般(?:要)?多少钱|多少(?:钱)?(?:才)?合适|指什么|哪个手指|哪只手|戴哪|什么是|是什么(?!材质|材料|价|做|金"
    r"|料|颜色|牌)|什么意思|啥意思|是指|区别|有(?:什么"
    r"|啥)不(?:同|一样)|不一样"
    r"|差别|怎么(?!卖|样|还|这么)|如何|为什么|为啥"
    r"|会不会|会.{0,8}吗|能不能|能.{0,10}吗|可以.{0,8}(?:吗|么)|可不可以|好还是|哪个(?:更)?(?:好|硬|贵|保值|耐)"
    r"|一样吗|一种东西|什么级别"
    r"|算什么|寓意|象征|来历|历史|硬度|熔点|折射|成分|含量|注意|讲究|多久|几种|哪几种|种类|原理|是真的吗|好不好"
    r"|啥是|干嘛的|什么用"
    r"|\bwhat(?:'s| is| are| does| do)\b|\bwhy\b|\bhow (?:do|does|to|can|should|often|long|hard|is|are)\b"
    r"|what makes|\bshould i\b|difference|\bvs\b|\bversus\b|compared (?:to|with)|\bmean|\bis .* (?:same|better"
    r"|cheaper|harder|safe|good"
    r"|bad|real)"
    r"|\bcan (?:i|it|they|we)\b|\bdo .* (?:tarnish|fade|scratch|break)"
    r"|\btell me about\b|\bexplain\b|(?:^|[,.!?] ?)(?:and |so |but )?(?:is|are|can|does|do|will|should|would|could)\b"
)
ASKS_FACT: Final = _P(
    r"是多少|多少(?!钱|能买|可以买|的)|谁|哪里(?!有)|哪儿|哪个国家|什么时候|多大(?!号)|最大的"
    r"|多[长大粗重宽厚](?:合适|好看|比较好|才)"
    r"|^(?:who|where|when|how many|how old|how deep|how far)\b"
)
"""A question for a figure, a place or a person: no shopping, whatever it names."""
DEFINITION: Final = _P(
    r"什么是|什么意思|啥意思|为什么|为啥|区别|怎么(?!样|卖)|如何|是指|算什么|级别|讲究|寓意|哪些|几种"
    r"|what does|what is a\b|what are|\bwhy\b|difference|\bhow (?:do|can|should|to|does)\b|\bmean|explain"
)
"""Asks for knowledge in general, not for a field of the piece in focus."""
PROPERTY: Final = _P(
    r"过敏|敏感|掉色|褪色|变色|变黑|发黑|氧化|变形|碰水|沾水|洗澡|游泳|保养|清洗|清洁|收纳|存放|怎么收|辨别|鉴别"
    r"|区分|真假|证书怎么|4c|净度|切工|荧光|镀|优化|处理|"
    r"hypoallergenic|allerg|tarnish|rust|fade|shower|swim|water|wet|clean|store|storing|care|fluorescence|grading"
    r"|treated|treatment"
)
POINTING: Final = _P(
    r"这(?:个|款|条|件|只|枚|对|颗|串|块|副|支|种?链)|那(?:个|款|条|件|只|枚|对|颗|串|块)(?!呢)|它|此款|刚才(?:那"
    r"|的)|这(?=(?:是|有|多|能|适))"
    r"|\bit\b|\bits\b|\bthis\b|\bthat one\b|\bthat (?:ring|necklace|pendant|bracelet|bangle|brooch|pair|piece)\b"
    r"|\bthe (?:stone|ring|necklace|pendant|bracelet|bangle|brooch|pair|piece|chain)\b(?! (?:for|under|in))"
)
POINTING_ALL: Final = _P(
    r"^都|这(?:几|两|三|四|些)(?:个|款|条|件|只|枚|对)?|它们|这俩|那(?:几|两|些)|哪个更|哪款更|哪条更|前(?:两|三|四)"
    r"|\bthese\b|\bthose\b|\bthem\b|\bof the(?:m|se)\b|\bboth\b|\bwhich one is\b"
)
COMPARE: Final = _P(
    r"比较|对比|比一下|比比|相比|比一比|哪个(?:更|好|划算|值|适合|重|贵|便宜|大)|哪款(?:更|好|划算)|哪条(?:更|好)"
    r"|有(?:什么|啥)(?:区别|不同|不一样)|区别|不同|差在哪|差别|怎么选|选哪个"
    r"|\bcompare|\bvs\.?\b|\bversus\b|difference|which (?:one |of (?:these|them|the)? ?(?:two |three )?)?(?:is"
    r"|should)|\bor\b.*\?|better|dearer|pricier|\bwhich\b|哪"
)
MORE: Final = _P(
    r"还有(?:别的|其他|其它|吗|没有|什么|更多)|换一批|换几|别的(?!店|家)|其他的?(?!店|家)|再来几|更多|再看看别|下一批"
    r"|\b(?:anything|something|what) else\b|\bmore options\b|\bshow me more\b|\bother (?:ones|options|pieces)\b"
    r"|\bany (?:others?|more)\b|\bnext (?:ones|batch|lot|page)\b|\bkeep going\b"
    r"|\bshow (?:me )?(?:some )?(?:more|others|different)\b"
    r"|\bwhat others\b|\b(?:something|anything) different\b|\bmore (?:please|choices|like (?:this"
    r"|that|these))\b|\bthe rest\b"
    r"|\bnone of (?:these|those|them)\b|\bdon't like (?:any|these|those|them)\b|\bnot (?:these"
    r"|those)\b|\banother (?:one|few|batch)\b"
)
NEW_WISH: Final = _P(
    r"^算了|重新|重来|另外|换个思路|从头|再(?:帮我)?(?:看|找|挑|选|推荐)|我(?:还)?(?:想|要)(?:找|买|看|挑|选|给)"
    r"|想(?:找|买|挑|选)|推荐|有没有(?=.*(?:戒|链|镯|坠|耳|针|金条))"
    r"|start over|never ?mind|forget (?:it|that)|\bnow (?:show|i)|\bi(?:'m| am) (?:also )?looking for"
    r"|\bi (?:also )?(?:want|need|would like)|\bi'd (?:also )?like|\bshow me\b|do you have|different thing"
)
GIFT: Final = _P(r"送|给|礼物|\bfor (?:my|our|her|him|grand|mom|mum|dad|a )|\bgift\b|\bpresent\b")
ANNIVERSARY: Final = _P(r".{0,4}(?:周年|纪念)")
OWNED: Final = _P(
    r"(?:和|跟|与|配)(?:我|她|他|家里)?.{0,12}?(?:搭配|相配|配套|很搭)|(?:和|跟|与|配)(?:我|她|他"
    r"|家里).{0,12}?(?:一套|成套)|(?:我|她|他)(?:有"
    r"|已经有)(?:一)?[个条只枚对].{1,10}(?=[，,])"
    r"|(?:match(?:es|ing)?|go(?:es)? with|pair(?:s)? with) (?:my|her|his|the) [a-z ]{1,30}"
)
"""What a piece should go with; its kind is not what is wanted."""
SHOPPING: Final = _P(
    r"有没有|有.{0,8}吗|有哪些|有什么|推荐|找|买|挑|选|给我|送|想要|要(?!注意)|预算|哪[款条件只]|看看|来[一个]"
    r"|多少钱|吧$"
    r"|\b(?:show|want|need|looking|have|gift|recommend|suggest|find|buy|any|budget|like)\b"
)
"""Leaves no doubt that a sentence with a question mark is a wish."""
SELF: Final = _P(r"自己|给我买|自用|自戴|\bmyself\b|\bfor me\b|treat myself")
RESET: Final = _P(r"重新开始|从头|重来|清空|重置|算了|start over|reset|never ?mind|forget (?:it|that|everything)")
CHANGE: Final = _P(r"换成|改成|改为|换为|变成|\b(?:change|switch)(?: it| that)? to\b|\bmake it\b|\binstead\b")

SORTS: Final = (
    (
        "price_low",
        _P(
            r"最便宜|最低价|从低到高|价格低|便宜(?:一?点|些|的|又|好)|实惠|划算|别太贵|不(?:要)?太贵|不贵|性价比|经济"
            r"|cheapest|lowest price|least (?:expensive|costly|pricey)|costs? (?:you )?the least"
            r"|least money|affordable|inexpensive"
            r"|budget.?friendly|on a (?:tight |small |shoestring )?budget\b|reasonably priced"
            r"|break the bank|not (?:too )?pricey"
            r"|dirt cheap|low(?:er)?.cost|easy on the wallet|bargain|wallet.?friendly"
            r"|bottom of the range|entry.?level|not too expensive|cheap\b|good value"
        ),
    ),
    (
        "price_high",
        _P(
            r"最贵|最高档|从高到低|最好的|顶级|most expensive|priciest"
            r"|dearest (?:one|piece|ring|necklace|thing)|costliest|highest price|top of the range|finest"
        ),
    ),
    (
        "carat_high",
        _P(
            r"最大的?(?:钻|克拉|石)|[钻石克拉][^，,]{0,3}最大|克拉最大|大钻|大克拉|大颗"
            r"|\bbig(?:ger)? (?:diamond|stone)|钻(?:石)?最大|钻越大"
            r"|biggest (?:diamond|stone|carat)|largest (?:diamond"
            r"|stone|carat)|most carats"
        ),
    ),
)
MOVES: Final = (
    (
        "cheaper",
        _P(
            r"便宜(?:一?点|些|的)|更便宜|太贵|贵了|低一?点|实惠一?点|cheaper|less expensive|lower price|too expensive"
            r"|too much money|costs? less|bit steep|too (?:dear|pricey|steep|rich)"
            r"|lower (?:in )?price|out of my (?:budget|range)|over (?:my )?budget"
            r"|can'?t afford|more affordable|bring the price down|cut the price|below that\b"
        ),
    ),
    (
        "dearer",
        _P(
            r"贵一?点|更贵|好一?点的|高档一?点|更好的|预算可以高|more expensive|pricier|higher end|nicer one"
            r"|something better|fancier|posher|more (?:luxurious|upmarket|premium)|step up|splash out|upgrade"
        ),
    ),
    ("bigger", _P(r"(?<!不)大一?点|更大|再大|大颗|bigger(?! than a)|larger|chunkier|a size up")),
    ("smaller", _P(r"(?<!不)小一?点|更小|再小|smaller")),
    ("heavier", _P(r"重一?点|更重(?!要)|再重|分量足|heavier")),
    ("lighter", _P(r"轻一?点|更轻|再轻|轻些|太重|lighter")),
    ("longer", _P(r"长一?点|更长|再长|太短|longer")),
    ("shorter", _P(r"短一?点|更短|再短|太长|shorter")),
)
DROPS: Final = (
    (("price_min", "price_max"), _P(
        r"(?:预算|价格|价钱|钱|多少钱)(?:先|都|也)?(?:不管|不卡|不论|随意|不设限|好说|无所谓|不重要)"
        r"|不卡预算|不管价|不设预算|钱(?:好说|不是事|管够)|预算不限|不限预算|价格不限|不限价"
        r"|多少钱都行|价格无所谓|钱不是问题|不考虑价格|不差钱|any price"
        r"|(?:price|money|cost|budget) (?:doesn't|does not|don't|isn't|is not|is no"
        r"|won't)(?: really)?(?: be)?(?: matter| an? (?:issue|problem"
        r"|object|concern|worry)| object| problem| issue| concern)?|whatever it costs|no expense|sky'?s the limit"
        r"|forget (?:about )?the budget|(?:no matter|never mind|regardless of) the (?:cost|price"
        r"|budget)|no budget|money is no object|any budget|no limit"
    )),
    (("metal", "fineness", "fineness_min"), _P(
        r"材质(?:随便|不限|无所谓|都行|都可以)|什么材质都|什么金都|any metal|metal doesn't matter"
    )),
    (("gem", "gem_origin"), _P(
        r"(?:宝石|石头)(?:随便|不限|无所谓|都行|都可以)|什么(?:宝石|石头)都|any (?:stone|gem)|stone doesn't matter"
    )),
    (("category",), _P(r"(?:品类|种类|类型)(?:随便|不限|都行)|什么都行|any kind|any type")),
    (("colour",), _P(r"颜色(?:随便|不限|无所谓|都行|都可以)|什么颜色都|any colou?r")),
    (("style",), _P(r"(?:款式|风格)(?:随意|随便|不限|无所谓|都行|都可以)|什么款式都|any style")),
    (("length_mm_min", "length_mm_max", "inner_diameter_mm"), _P(
        r"(?:尺寸|大小|长度|圈口)(?:先)?(?:不管|随意|随便|不限|无所谓|都行|都可以)|any (?:size|length)"
    )),
)  # fmt: skip

TRY_ON: Final = _P(
    r"试戴|试试(?!别)|试一下|试一试|试下|戴(?:左|右)|^(?:左|右)(?:手|耳)|戴上(?!.*(?:会|能|吗))|戴在|戴到|戴我"
    r"|上手(?:看|效果|试)|上身"
    r"|佩戴效果"
    r"|戴(?:起来|着)?(?:看看|什么样|好看吗)|虚拟佩戴"
    r"|\btry(?:ing)? (?:it |this |that |them |these |one |the |on|[a-z]\d{3}|out)|\btry .* on\b|\bput on\b|^wear\b"
    r"|\bput (?:it|this"
    r"|that|them|the .*|[a-z]\d{3}) on\b|\bon me\b|\bwear it\b|\bon my (?:left|right|hand|finger|wrist|ear|neck"
    r"|lapel|chest|collar|coat)"
)
MEASURE: Final = _P(
    r"(?:量|测)(?:量|一下|下|一量|一测|测)?(?:我的|一下|下|我)?.{0,4}(?:手指|指围|戒指|指圈|尺寸|手寸|圈口|手围"
    r"|号)|(?:帮|给).{0,4}(?:量|测)|我(?:该|应该|适合)?戴(?:几|多大|什么)号|不知道.{0,4}(?:几号|多大|手寸|尺寸)"
    r"|\bmeasure\b|what(?:'s| is)? (?:my )?(?:ring )?size (?:am i|do i)|what (?:ring )?size"
    r"|find (?:out )?my (?:ring )?size|size my finger|my ring size"
)
MEASURE_HOW: Final = _P(r"怎么(?:量|测)|如何(?:量|测)|how (?:do|to|can) .*(?:measure|size)")
STAFF: Final = _P(
    r"(?:can|could) (?:someone|somebody|anyone|you) (?:please )?help me|"
    r"有没有人|人呢|帮帮我|(?:叫|喊)(?:个|一?位)?[^，。]{1,3}(?:过来|来一下|来帮)|拿出来|实物|投诉|救命|报警"
    r"|complain|emergency|店员"
    r"|导购|人工(?!合成|培育|钻|宝石|养殖|处理|费|的)|服务员|售货员|柜员|柜姐|工作人员|真人|客服|店长"
    r"|(?:叫|找|来|喊)(?:个|一?位)?人(?!送|戴)|(?:叫"
    r"|找|喊)(?:一下|下)?(?:销售|老板|经理)|有人(?:在)?吗"
    r"|(?:speak|talk|call|get|find|need|ask|fetch|want)(?: (?:to|for|with|me|a|an|the|some|real))* (?:someone"
    r"|somebody|staff|colleague|clerk|attendant|assistant|associate|salesperson|person|human|people|manager"
    r"|help from)"
    r"|sales (?:assistant|associate|person)|shop assistant|real person|human being|call staff"
)
TAKE: Final = _P(
    r"就(?:要|买|选|定)?(?:这个|这款|这条|这件|它)(?:了|吧)|^(?:我)?(?:要|买)(?:这个|这款|这条|它)(?:了|吧)?$"
    r"|我要了|帮我包起来|买单|结账"
    r"|i'?ll (?:take|buy|have) (?:it|this|that|the)|i want to buy (?:it|this|that)|\bcheck ?out\b|\bwrap it\b"
)
"""The customer has decided: selling is the staff's."""
ANY: Final = _P(
    r"^(?:你)?帮我(?:选|挑|推荐|看看)[吧一下]*$|^(?:我|我也)?(?:不知道|随便|都行|都可以|你(?:来)?推荐|你定|看着办"
    r"|没想好|不确定|无所谓|不清楚"
    r"|没有特别)[的吧啊呀了。，,]*(?:你推荐)?(?:吧)?$"
    r"|^(?:i )?(?:don't know|dunno|no idea|anything|whatever|not sure|you choose|surprise me|no preference)[.!]?$"
)
STAFF_SAYS: Final = _P(r"(?:店员|导购|销售|柜姐)(?:说|讲|告诉)|staff (?:said|told)|assistant (?:said|told)")
TO_ENGLISH: Final = _P(
    r"(?:说|讲|切换|切|换|改|用|转)(?:成|到|为|回)?(?:一下)?(?:英文|英语)|英文(?:版|界面|模式)|^英[文语]$"
    r"|(?:switch|change)(?: it| the language)?(?: back)? (?:to|into) english|speak english|in english"
    r"|^english(?: please)?$|(?:说|讲|切换|换|用)(?:成|到)?\s?english"
)
TO_CHINESE: Final = _P(
    r"(?:说|讲|切换|切|换|改|用|转)(?:成|到|为|回)?(?:一下)?(?:中文|汉语|普通话|国语)|中文(?:版|界面|模式)|^(?:中文"
    r"|汉语|普通话)$"
    r"|(?:switch|change)(?: it| the language)?(?: back)? (?:to|into) (?:chinese|mandarin)|speak (?:chinese"
    r"|mandarin)|in (?:chinese|mandarin)|^(?:chinese|mandarin)(?: please)?$"
)
SCREENS: Final = (
    ("attract", _P(r"^(?:结束|我?不看了|我?逛完了|看完了)|^(?:i'?m )?(?:done|finished)$|end (?:the )?session")),
    ("back", _P(r"返回|上一[页步]|后退|回到?上|^back$|go back(?!.*home)|previous (?:page|screen)")),
    ("home", _P(
        r"首页|主页|主屏|主界面|回到?开头|回到?开始|\bhome(?: ?(?:screen|page))?\b|main (?:screen|menu|page)"
    )),
    ("shortlist", _P(
        r"收藏夹|收藏的|收藏了|我(?:选|挑)的|选好的|我的收藏|看.{0,2}收藏|打开收藏|心愿单|清单|已选|选中的"
        r"|\bshort ?list\b|\bfavou?rites\b"
        r"|\bwish ?list\b|saved (?:pieces|items)"
    )),
    ("privacy", _P(r"隐私|个人信息|会不会(?:录|拍|存)|privacy|my data|are you recording")),
    ("mirror", _P(r"打开(?:试戴|魔|镜)|试戴镜|镜子|(?:去|进).{0,3}试戴|\bmirror\b|open (?:the )?camera")),
    ("browse", _P(
        r"全部(?:商品|首饰|款式)|所有(?:商品|首饰|款)|随便(?:逛|看)看?|逛逛|商品目录|\bbrowse\b"
        r"|\ball (?:your )?(?:pieces|jewel|products|items)|\bcatalog(?:ue)?\b|look around"
    )),
    ("help", _P(
        r"帮助|使用说明|怎么(?:用|操作)(?:你|这(?:个)?(?:机器|屏))?$|你(?:能|会|可以)(?:做|干|帮).{0,4}(?:什么|啥)"
        r"|^help(?: me)?$|how does (?:this|it) work|what can you do|how (?:do i|to) use"
    )),
)  # fmt: skip
WEARING: Final = _P(r"洗澡|碰水|沾水|游泳|泡温泉|睡觉|运动|健身|shower|swim|\bwet\b|water|sleep|\bgym\b|sport")
"""Asks what a piece stands while worn: knowledge about its materials answers, else its care."""
SUPERLATIVES: Final = (
    ("low", _P(r"最便宜|最实惠|cheapest|least expensive")),
    ("high", _P(r"最贵|most expensive|priciest")),
)
JEWELRY: Final = _P(
    r"金|银|钻|玉|珠|宝石|石头|戒|链|镯|坠|耳[环钉]|胸针|首饰|gold|silver|gem|jewel|stone|metal|carat|karat"
)
SMALL_TALK: Final = (
    ("thanks", _P(r"谢谢|多谢|感谢|谢啦|辛苦了|thank|thx|cheers|\bta\b|\blovely\b$")),
    ("bye", _P(r"再见|拜拜|回见|走了|bye|see you|good ?night|goodbye")),
    ("who", _P(
        r"你是谁|你叫什么|你是(?:机器人|真人|人)吗?|介绍(?:一下)?你自己|who are you|your name|what are you\b"
        r"|are you (?:a )?(?:robot|human|real|ai)"
    )),
    ("hello", _P(
        r"你好|您好|哈[喽啰罗]|嗨|早上好|早啊|早安|晚安|上午好|下午好|晚上好|在吗|在不在|\bhello\b|\bhi\b|\bhey\b"
        r"|good (?:morning"
        r"|afternoon|evening)|how are you|how do you do|你(?:最近)?好吗"
    )),
    ("praise", _P(
        r"真(?:好看|漂亮|美)|太(?:好看|漂亮|美|棒)|好漂亮|你真棒|厉害|(?:so|very|how) (?:beautiful|pretty|lovely"
        r"|nice)|well done|great job"
    )),
    ("fine", _P(
        r"^(?:呵呵|哈哈|嘿嘿|啊+|好的?|行|嗯+|哦+|知道了|明白了?|可以|没事了?|不用了?|ok(?:ay)?|fine|great|sure"
        r"|alright|got it|i see"
        r"|no thanks?|nothing)[啊吧呀呢。.!！,， ]*$"
    )),
)  # fmt: skip
"""Only when a sentence says nothing else."""
