"""What English clauses are made of: auxiliaries, connectors, times, who says what, words that look like verbs."""

import re

_PAPER_WORDS = (
    "plan plans notice notification recommendations proposal proposals guideline guidelines guidance document "
    "documents circular opinion opinions measure measures regulation regulations rule rules provisions directive "
    "decree ordinance scheme blueprint policy policies roadmap outline draft standard standards amendment "
    "amendments law"
)
PAPERS = "|".join(_PAPER_WORDS.split()).replace("regulation|", "(?<!market )regulation|")
"""The papers in which government says what is to be done."""
PROVINCES = (
    r"beijing|tianjin|hebei|shanxi|inner mongolia|liaoning|jilin|heilongjiang|shanghai|jiangsu|zhejiang|anhui|fujian|"
    r"jiangxi|shandong|henan|hubei|hunan|guangdong|guangxi|hainan|chongqing|sichuan|guizhou|yunnan|tibet|xizang|shaanxi|"
    r"gansu|qinghai|ningxia|xinjiang|shenzhen|guangzhou|hangzhou|nanjing|suzhou|wuhan|chengdu|xi'an|qingdao|xiamen|dalian|"
    r"ningbo|shenyang|harbin|changchun|jinan|zhengzhou|changsha|hefei|kunming|fuzhou|xiong'an"
)
_SOME = r"(?:many|various|some|several|most|a (?:growing |large )?number of|more (?:and more|than \w+)|\d+|all) "
PLACE = (
    rf"(?:{PROVINCES})|(?:[\w'-]+ ){{1,3}}(?:province|municipality|autonomous region|city|county|prefecture)|"
    rf"{_SOME}(?:\w+ ){{0,2}}(?:places|cities|provinces|regions|localities|counties)|"
    r"the (?:city|province|municipality|region|county)"
)
"""Places whose governments act: by name, or as many at once."""
_ADVERB = (
    r"(?:not (?:only|just|merely|simply)|"
    r"(?!only |family |supply |reply |apply )[a-z]+ly|also|further|now|soon|already|just|then|not|never|all|"
    r"both|more|better|again|first|no longer|neither|"
    r"in[- ]depth|well|still|currently|been|be|being|to|best|hard|fast|next)"
)
_WITH = (
    r"(?:closely |together |jointly |actively |hand in hand )*(?:together )?(?:with|"
    r"alongside)\s[^,;]{3,90}?\s(?:to|in|on)"
)
CHAIN = re.compile(
    rf"(?:{_ADVERB}\s+|(?:continue|strive|try|tried|seek|sought|begin|begun|start|vow|pledge|promise|decide|agree|"
    rf"determine|"
    rf"prepare|intend|plan|aim|hope|work|move|go on|endeavor|endeavour|resolve|commit)(?:d|"
    rf"ed)?\s+(?:\w+ly\s+)?(?:hard\s+)?to\s+|help\s+|"
    rf"(?:work|collaborat|cooperat|partner|coordinat|team|link)(?:e|s|es|ed|ing)?(?: up)?\s+{_WITH}\s+|"
    rf"join(?:ed)?\s+(?:hands|forces)\s+{_WITH}\s+|"
    r"(?:make|made|making|step up|redouble|intensify)\s+(?:\w+\s+){0,3}(?:efforts?|moves?|arrangements|plans|"
    r"preparations)\s+(?:to|in|on)\s+|"
    r"(?:take|taken)\s+(?:\w+\s+){0,3}(?:steps|measures|actions?)\s+to\s+|(?:focus|concentrat|insist|persist)(?:e|"
    r"ed|ing)?\s+(?:more\s+)?(?:on|in)\s+(?=\w+ing\b)|"
    r"commit(?:ted)?\s+to\s+|take[ns]?\s+the\s+lead\s+in\s+)*"
)
AUX = re.compile(
    r"(?P<planned>\b(?:will|shall|should|must|ought to|need(?:s)? to|(?:plan|aim|intend|seek|strive|vow|pledge|"
    r"promise|decide|hope|propose)(?:s|d|ned|ed)? to"
    r"|(?:is|are|was|were)(?: \w+ly| also| now| all)* (?:set|going|about|planning|aiming|determined|"
    r"poised|preparing|ready) to"
    r"|(?:(?:ha(?:s|ve)|had|will|shall|must|should) (?:also )?be(?:en)?|is|are|was|were)(?: \w+ly| also| now| all)* "
    r"(?:(?:required|urged|asked|told|instructed|ordered|directed|obliged|mandated|called (?:on|upon)|requested) to|"
    r"(?:tasked|charged|entrusted) with)"
    r"|(?:is|are) to(?= )|(?:ha(?:s|ve)|had) (?:also )?(?:vowed|pledged|promised|decided|agreed|planned|"
    r"proposed) to)\b|'ll\b"
    r"|(?:(?:ha(?:s|ve)|had) (?:also )?)?\b(?:vow|pledge|promise)(?:s|d|ed)?(?= (?:\w+ ){0,2}support\b))"
    r"|(?P<hoped>\b(?:is|are|was|were)(?: \w+ly| also| now)* (?:expected|scheduled|due|slated|projected) to\b)"
    r"|(?P<norm>\b(?:(?:may|can) (?:not|no longer|only)|cannot|can't)\b"
    r"|\bwould(?= (?:also |not |no longer )*(?:have to|need to|"
    r"be (?:required|allowed|permitted|banned|barred|obliged))\b))"
    r"|(?P<done>\b(?:ha(?:s|ve)|had)\b|'ve\b)|(?P<be>\b(?:is|are|was|were)\b|'re\b)|(?P<skip>\b(?:can|could|may|"
    r"might|would)\b|'d\b)"
)
AUX_HINT = re.compile(
    r"(?:will|shall|should|must|ought|need|plan|aim|intend|seek|striv|vow|pledg|promis|decid|hop|propos|is |are |"
    r"was |were |has |have|had |can |could|may |might|would|'ll|'ve|'re|'d|cannot|can't)"
)
LEAD = re.compile(
    r"(?:(?:and|but|while|so|also|then|meanwhile|moreover|furthermore|additionally|specifically|therefore|thus|"
    r"besides|overall|again|in short|"
    r"in addition|at the same time|for example|for instance|on (?:the one|the other|this|that) (?:hand|basis)|here|"
    r"as well as|plus|or|"
    r"(?:to this|to that) end|not only|but also|it is (?:planned|proposed|decided|necessary|required|essential|"
    r"imperative|important|vital|crucial|urgent) (?P<must>to\b))\b,?\s*"
    r"|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|next)(?:ly)?,?\s+(?=we|it|"
    r"the|china|is |to )"
    r"|(?:(?:the |our )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|next|"
    r"other)(?:ly)?"
    r"(?: (?:one|measure|aspect|step|task|point|priority|focus|area|is))*|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|another|our (?:first|"
    r"next) \w+)(?: thing)?\s+(?:is|was|will be|are)\s+(?P<enum>to\b|that\b)?\s*"
    r"|(?:one|another)(?: of (?:the|its))?(?: key| main| major| important| core| top)? "
    r"(?:measures?|steps?|tasks?|moves?|priorit(?:y|ies)|focus(?:es)?)(?: of [^,;]{3,40}?)?\s"
    r"(?:is|will be|was)\s(?:to\s)?"
    r"|(?:first of all|first and foremost|"
    r"firstly|secondly|thirdly|fourthly|fifthly|lastly|finally|next|first|second|third|fourth|fifth|sixth|"
    r"seventh|recently|currently|today|now)\b,?\s*|\u00b7{3,6}\s+|\d{1,2}\)\s+)",
)
NUMBERED = re.compile(r"\d{1,2}\)\s+\Z")
"""What stands before an item of a list: "1) dredging the harbours"."""
SAID = re.compile(
    r"^.{0,120}?\b(?:said|says?|states?|mentioned|indicated|reiterated|"
    r"noted|notes?|added|adds|adding|stress(?:es|ed|ing)?|point(?:s|ed)? out|announce[sd]?|stated|"
    r"saying|noting|disclose[sd]?|reveal(?:s|ed)|clarif(?:y|ies|ied)|underscore[sd]?|highlight(?:s|ed)?|"
    r"emphasi[sz]e[sd]?|emphasi[sz]ing|introduced|explained|told [^,]{3,40}|learned|according to [^,]{3,60}|"
    r"it (?:is|was|has been) (?:clear|decided|agreed|proposed|"
    r"reported|planned|learned)|"
    r"made it clear|makes it clear|specif(?:y|ies|ied)|stipulat(?:es?|ed)|prescribe[sd]?|mandate[sd]?|provides?|"
    r"proposes?|proposed|requires?|required|calls? for|called for|"
    r"demand(?:s|ed)?|urged?|urges)"
    r"(?: (?:on|in|at|during|after|when|via) [^,;]{1,70}?)?(?: that)(?:\s+|$)"
)
TOLD = re.compile(
    r"^(?P<who>[^,]{1,60}?)\s(?:said|says|announced|noted|added)\s(?:\w+day\s)?(?=(?:(?P<one>it|they|"
    r"we)|the|china|chinese|efforts|no|none|more|further|greater|local|all|each|both|these|this|special|[A-Z]{3,})\b)"
)
ATTRIBUTED = re.compile(
    r"^\s*(?:said|says|according to|noted|told)\b|^\s*(?:the |[\w.'\u00b7]+ ){0,12}(?:said|says|noted|told|"
    r"added|stated)(?: (?:on |in |at |when |during |after |via )?[^,;]{1,60})?\s*\.?\s*$"
)
ORGAN = re.compile(
    r"\b(?:ministr|minister|official|commission|administration|bureau|government|council|notice|plan|he\b|she\b)"
)
TIME = re.compile(
    r"^(?:by|in|during|over|from|since|at|before|after|this|next|last|within|for|on|throughout|starting|around|"
    r"as of|up to|so far|until|till|as)\b"
    r"(?:[^,;]|, (?=20\d\d)){0,60}$"
)
AGENT = re.compile(
    r"(?:^|\b)(?:we|it|they|china|our (?:ministry|department|bureau|commission|administration)|"
    r"the (?:country|nation|state|government|authorities|ministr(?:y|ies)|commissions?|"
    r"administrations?|bureaus?|departments?|(?:\w+ )?office|"
    r"two (?:sides|departments|ministries)|central government|chinese government|people's republic of china|"
    r"regulators?|central bank|top economic planner)|"
    r"(?:the |chinese |relevant |local |various |all |each |pilot |provincial |municipal |competent |responsible |"
    r"state |central |other |eligible |concerned |demonstration )*(?:government|governments|authorities|departments|"
    r"ministries|officials|regulators|localities|regions|provinces|cities|counties|municipalities)|"
    r"(?:[\w-]+ ){0,4}(?:departments|authorities|bureaus|commissions|administrations|governments|localities|regions|"
    r"regulators|agencies|organs)"
    r"(?: (?:at|of|in) (?:all|various|different) levels| concerned| involved| nationwide| across the (?:country|"
    r"nation))|"
    r"(?:the|an?|this) (?:[\w-]+ ){0,3}(?:meeting|conference|session)|"
    r"(?:the )?(?:chinese |vice )*(?:premier|president|minister)(?: \w+){0,2}|"
    r"(?:the |this |an? )?(?:[\w-]+ ){0,3}(?:campaign|crackdown|drive|initiative|programme|program|inspections?)|"
    rf"{PLACE}|each (?:region|province|locality|department)|"
    rf"(?:the |these |those |this )?(?:new |revised |draft )?(?:{PAPERS}))$"
)
OPENING = re.compile(r"(?:start|begin|open)s? (?:with|by|from|off)\b")
OUTSIDER = re.compile(
    r"\b(?:compan(?:y|ies)|enterprises?|firms?|analysts?|experts?|scholars?|manufacturers?|residents?|consumers?|"
    r"entrepreneurs?|businesses|farmers?|workers?|platforms?|retailers?|operators?|brands?|drivers?|parents?|netizens?|"
    r"professors?|researchers?|economists?|lawyers?|academics?|insiders?)\b"
)
WHO = re.compile(
    r"[a-z][\w '-]{2,60}? (?:that|who|which|found to|caught) (?:(?!\b(?:said|says|will|has|have|is|are)\b).){3,80}"
)
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
WHEN = (
    rf"on (?:\w+day|the same day|the \w+|{_MONTH} \d+)|\w+day|"
    rf"(?:earlier |later )?(?:last|this|next|that) (?:week|month|year|{_MONTH})|"
    rf"(?:in|since|by|during) (?:early |mid-|late |the end of )?(?:{_MONTH}(?: last year|,? 20\d\d)?|20\d\d|"
    r"recent \w+)|"
    r"today|yesterday|so far"
)
_BESIDES = rf"(?:\s+(?>\w+ly|also|further|now|then|[a-z]+ed and|{WHEN}))"  # read in one way only, then left alone
_HELD = r"\s+(?:chaired|presided over|convened|hosted|held) [^,;]{3,60}"
BESIDE = re.compile(rf"(?<!\s)(?={_BESIDES}|{_HELD}){_BESIDES}*(?:{_HELD}{_BESIDES}*)?\s*$")
AS_FOR = re.compile(r"(?:in terms of|with regard to|as for|as regards|regarding|when it comes to)\b")
PLACED = re.compile(r"\b(?:in|of|across|throughout|for|to|by|from|within|around|over|outside)\s$")
AUDIENCE = re.compile(r"(?:the )?(?:\w+ )?(?:journalists?|reporters?|correspondents?|media|readers?|guests?)\b")
WILL = r"(?:will|shall|must|should|(?:is|are) (?:to|set to|required to|expected to))\s"
EFFORTS = re.compile(
    r"\b(?:efforts?|endeavou?rs?|steps|moves|attempts|measures|work|priority|emphasis|focus|attention|action)\s*$"
)
EFFORT_MADE = re.compile(
    r"(?:also |further )*(?:be|been|being)\s+(?:\w+ly\s+)?(?:made|taken|stepped up|intensified|given|placed|paid|"
    r"put|directed|devoted|laid|done)\s+(?:to|on|in|into|toward|towards|at)\s+"
)
SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whose|where|when|if|because|although|though|once|unless|whether|what|how)\b"
)
STANDING = re.compile(r"\b(?:always|long|all along)\b")
JOINT = re.compile(r"\s(?:and|as well as|while|or|but)\s+(?:(?:also|further|then|to|\w+ly)\s+)*")
_LOOK_ALIKE = (
    "access aid audit award back ban benefit better boost check control cut demand design direct dock "
    "draft drive exchange finance focus form fund further grant grow guide host identify increase issue "
    "launch lead limit link list match monitor name offer open order pilot plan post process push reform "
    "release research review scale spread stage start state study supply support tackle test train trial "
    "upgrade use"
)
NOUNY = frozenset(_LOOK_ALIKE.split())
AFTER_NOUN = re.compile(
    r"\s+(?:of|for|to|in|and|or|on|with|by|is|are|was|were|has|have|will|that|which|from|at|as)\b|\s*[,.;:]|\s*$"
)
INFINITIVE = re.compile(r"\b(?:to|in(?=\s(?:\w+ly\s)?\w+ing\b))\s+(?:(?:also|further|better|\w+ly)\s+)*(?=[a-z])")
CONTROL = frozenset({"support", "encourage", "help", "require"})
DETERMINER = re.compile(
    r"\s+(?:the|an?|its|their|our|his|her|all|more|new|these|those|such|this|each|every|any|both|relevant|various|"
    r"multiple|several|another|\d[\d,.]*|\u00b7+)(?![\w'])"
)
OBJECT = re.compile(
    r"\s+(?!(?:by|at|from|since|during|as|than|when|if|and|or|in (?:20\d\d|the (?:first|past|next)))\b)[\w\u00b7]"
)
NATION = re.compile(r"(?:they|it|china|the (?:country|nation|plan|programme|program)|.*\bchina)$")
AGENT_FIRST = re.compile(
    r"(?:we|it|china|the (?:government|ministry|country))(?=$|,|\s(?:and|together|also|along|alongside|in|with|on|at|"
    r"under|from|through|as|has|have|jointly|recently)\b)"
)
_DEMANDS = (
    r"(?:(?:also|further|again|\w+ly)\s)?(?:ha(?:s|ve)\s)?(?:call(?:s|ed) for|stress(?:es|ed)|"
    r"emphasi[sz](?:es|ed)|underscor(?:es|ed)|underlin(?:es|ed)|highlight(?:s|ed)|urg(?:es|ed)|demand(?:s|ed)|"
    r"advocat(?:es|ed)|propos(?:es|ed)|requir(?:es|ed)|request(?:s|ed)|specif(?:ies|ied)|pledg(?:es|ed)|"
    r"stipulat(?:es?|ed)|require|mandate[sd]?|stress|emphasi[sz]e|call for)\s"
    r"(?:(?P<ing>(?=\w+ing\b)|the (?:importance|necessity|significance|urgency|need) (?:of|for)\s|"
    r"(?:\w+\s){0,3}efforts (?:in|on|at)\s)|the (?:need|necessity|importance) to\s|(?:\w+\s){0,3}efforts to\s)"
)
DEMAND = re.compile(rf"(?P<who>[^,;]{{2,80}}?)\s{_DEMANDS}")
DEMANDED_TOO = re.compile(_DEMANDS)
ASIDE = re.compile(
    r"(?:in|on|by|for|with|through|as|to|based|guided|focus\w*|at|under|according|during|from|while|centering|together|"
    r"alongside|besides|amid|given|after|before|following|facing|since|regarding|concerning|when)\b"
)
WHILE = re.compile(r"(?:as (?!well|of|part|for|soon|long|a\b|an\b|to\b|early|many)|because|although|even though)")
BETWEEN = re.compile(r"(?:with|in|on|together|jointly|by|through|under|via|alongside|from|according|based)\b")
PAPER = re.compile(rf"\b(?:{PAPERS})\b")
PAPER_ENDS = re.compile(rf"\b(?:{PAPERS})$")
FINITE = re.compile(r"(?:^|,)\s*(?:we|it|they|there|the|this|that|these|china|[a-z]+ (?:said|says))\b(?! of\b)")
ADVERBS = re.compile(r"(?:(?:also|recently|jointly|\w+ly)\s+)*")
PLACES = re.compile(r"\b(?:cities|provinces|localities|regions|counties|municipalities|governments)$")
WISH = re.compile(r"(?:plan|aim|intend|seek|strive|vow|pledge|promise|decide|hope|propose)\w* to$")
REPORTED = re.compile(r"\b(?:said|says|adding|added|announced|noted|stressed|pledged|according to)\b")
QUOTES = re.compile(
    r"\b(?:sa(?:id|ys|ying)|not(?:ed|es|ing)|add(?:s|ed|ing)|stress|point(?:ed|s) out|announced|state[ds]|disclosed|"
    r"mentioned|indicated|reiterat|"
    r"revealed|emphasi|introduced|explained|told|learned|according|it is|it was|it has|clear|"
    r"clarif|specif|propos|requir|"
    r"stipulat|prescrib|mandate|provide|"
    r"includes|involves|"
    r"call(?:s|ed)? for|demand|urge|underscor|underlin|highlight|advocat|request|pledg)"
)
_AGENT_WORDS = (
    "we it they china country nation state government governments authorities ministry ministries commission "
    "commissions administration administrations bureau bureaus department departments sides regulator regulators "
    "office offices bank planner meeting conference session premier president minister officials locality "
    "localities region regions province provinces city cities county counties municipality municipalities places "
    "prefecture campaign crackdown drive mongolia"
)
AGENT_HEADS = frozenset([*_AGENT_WORDS.split(), *_PAPER_WORDS.split(), *PROVINCES.split("|")])
"""The words in which the name of one who acts may end."""
AGENT_TAIL = re.compile(
    r"(?: (?:at|of|in) (?:all|various|different) levels| concerned| involved| nationwide|"
    r" across the (?:country|nation))?(?=\s)"
)
BEHIND = re.compile(rf"(?:\s*\u00b7+)?(?:\s+(?:also|recently|jointly|further|now|then|\w+ly|[a-z]+ed and|{WHEN}))*\s+")
NAMED_PAPER = re.compile(
    r"\b(?:according to|under|in|based on) (?P<paper>(?:the|an?|its|their) (?:[\w\u00b7-]+ ){0,6}?"
    rf"(?:{PAPERS}|statement)"
    r"(?: [^,;.]{3,80}?)? (?:\w+ly )?(?P<verb>issued|released|unveiled|published|promulgated|rolled out|adopted) "
    r"(?:\w+ly )?(?:on \w+(?: \d+)? |last \w+ |earlier )?by (?:the )?)"
)
BY = re.compile(r"\s(?:\w+ly |on [^,]{3,20} )?by\b")
RESTS_ON = re.compile(r"(?:according to|under|in line with|in accordance with|based on|as per|pursuant to)\b")
DONE_BY = re.compile(r"\bby (?:the )?$")
HE = re.compile(r"(?:he|she|this)(?: also| further)?$")
DICTUM = re.compile(r"\b(?:general secretary|president xi|xi jinping)\b")
CONTENT = re.compile(
    r"(?P<who>it|this|the (?:plan|notice|document|guidance|guideline)) (?:also )?"
    r"(?:includes|involves) (?P<ing>(?=\w+ing\b))"
)
