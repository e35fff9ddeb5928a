"""What stands before or after an amount and makes it a bound: at most, upwards of, or so. Regular expressions."""

from typing import Final

BEFORE_MAX: Final = (
    r"不(?:要|能)?(?:超|多)过|不到|不足|别超过?|不高于|不大于|低于|少于|小于|最多|顶多|至多|最高|封顶|上限|控制在|"
    r"nothing (?:over|above|more than|beyond|past)|no more than|not more than|at (?:the )?most|up to"
    r"|under|below|less than"
    r"|within|fewer than|maximum(?: of)?|max(?:ed)?(?: out)?(?: at| of)?(?: is|'s)?|cheaper than|tops? out at|"
    r"(?:not|n't|never|cannot|can't|won't) (?:a penny |a cent |one penny |want to |wanna |be |cost "
    r"|going |go |spend |pay )*"
    r"(?:over|above|more than|exceed(?:ing)?|beyond|past|higher than|bigger than|larger than"
    r"|longer than)|not (?:wish|want)"
    r" to (?:exceed|go (?:over|above|beyond)|spend (?:over|more than))|without going (?:over|above|past)"
    r"|(?:ceiling|limit|cap|budget cap|upper limit)(?:'s|s)?(?: is| of| at| would be|:)?|capped at|stop(?:ping)? at"
    r"|as (?:much|high|far) as|lighter than|shorter than|smaller than|south of|stay(?:ing)? (?:under|below|within)"
    r"|keep it (?:to|under|below)|(?:can|could|will|might|may|'ll) (?:stretch|go(?: up)?|push|run|afford|manage|do)"
    r"(?: it)?(?: up)?(?: to)?"
)
BEFORE_MIN: Final = (
    r"不低于|不少于|不小于|至少|起码|最少|最低|高于|大于|超过|多于|"
    r"no less than|not less than|not (?:under|below)|nothing (?:under|below|less than|smaller than)|at least|over|above"
    r"|more than|from|starting (?:at|from)|minimum(?: of)?|min|bigger than|larger than|heavier than|longer than"
    r"|upwards? of|north of|in excess of|exceeding|beyond|(?:not|n't) (?:want to |go |going |be |spend )*"
    r"(?:below|under|less than)|no (?:smaller|shorter|lighter|lower) than"
)
BEFORE_AROUND: Final = (
    r"大约|大概|约|差不多|around|about|approximately|roughly|approx\.?|circa|~|somewhere (?:near|around|about|close to)"
    r"|in the (?:region|neighbou?rhood|ballpark|vicinity|area) of|close to|near(?:ly)?|almost|more or less|plus minus"
    r"|say(?= \d|,)|ballpark"
)
BEFORE_BUDGET: Final = (
    r"预算(?:可以)?(?:提高到|提到|加到|放宽到|调到|改成|到|是|就|只有|有|在|为|大概是|最多)?|"
    r"budget(?: is| of|'s|:)?|(?:only )?(?:have|got)(?: only)?(?= ¥| \d)|spend(?:ing)?|afford|pay"
)
AFTER_MAX: Final = (
    r"以内|之内|以下|之下|封顶|内(?!径)|不到|or (?:less|under|below|cheaper|lower|so max|lighter"
    r"|shorter|smaller|thereabouts max)"
    r"|max(?:imum)?|tops|at (?:the )?(?:very )?most|and (?:under|below|no more|not (?:a \w+ )?more)"
    r"|ceiling|limit|all in\b"
    r"|(?:is )?(?:my|the|our) (?:absolute )?(?:limit|max(?:imum)?|ceiling|budget|top)|to (?:spend"
    r"|play with|blow)|budget"
    r"|in total|altogether|for (?:the (?:lot|pair|set|two)|everything|all of (?:it|them))"
)
AFTER_MIN: Final = (
    r"以上|之上|起步|往上|起(?!来)|打底|or more|or (?:above|over)(?!\s?\d)|or bigger|or larger"
    r"|and (?:up|above|over|upwards?|more|beyond)|upwards?|up\b(?! to)|at least|at minimum"
    r"|min(?:imum)?\b|\+"
    r"|plus|(?:\w+ ){0,3}or (?:bigger|larger|more|up|above)"
)
AFTER_AROUND: Final = (
    r"左右|上下|前后|附近|or so|-?ish|give or take|or thereabouts|more or less|roughly|approximately|around there|mark"
)
AFTER_ODD: Final = r"出头|挂零|and a bit|and change|-?odd\b|and something"
MONEY_UNIT: Final = (
    r"块钱|块|元钱|元|圆|人民币|rmb|cny|yuan|kuai|¥|大洋|dollars?|bucks|usd|quid|renminbi|yuans|big ones"
)
