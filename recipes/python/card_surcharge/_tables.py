"""
Written by `npm run recipes:tables` from `contract/`: change it there.

A place is read in these steps and no others, so that it is the same place in every language:

1. The blanks around country and state go (BLANKS), and `a` to `z` become capitals; no other letter does.
2. A country of TERRITORIES is the state of that code of the country US, whatever state was given.
3. Of a country that STATES does not have, the state is nothing.
4. While the state begins with the country and a hyphen, such as `US-`, both go, and the blanks then at its start. If
   nothing is left, there is no state.
5. Each character of the state is replaced by what FOLDS has for it, often by nothing; one that is not there stays. If
   STATES of the country has the result, the state is that code. If not, it is what step 4 left, unfolded.

A currency is read by step 1 alone.

The service's address, the fact `iss`: the blanks around it go, `A` to `Z` become small, and ORIGIN has to fit at its start. Its
origin is scheme, `://`, host and, unless it is 80 of http or 443 of https, `:` and the port as a number.
"""

from __future__ import annotations

USER_AGENT = "card-surcharge/1.0.0 (+https://www.npmjs.com/package/@card-surcharge/element)"

#: The largest amount, in minor units.
MAX_AMOUNT = 999999999999

#: The highest tax rate, in thousandths of a percent.
MAX_TAX_RATE = 50000

#: The outcome that goes with each reason.
REASON_OUTCOME: dict[str, str] = {
    "merchant_off": "none", "region_missing": "unknown", "gateway_unavailable": "unknown",
    "gateway_timeout": "unknown", "service_limited": "unknown", "not_a_card": "none", "card_unrecognised": "unknown",
    "contradictory": "unknown", "prepaid": "none", "debit": "none", "house_card": "none", "customer_exempt": "none",
    "region_prohibited": "none", "region_not_covered": "none", "currency_not_enabled": "none",
    "network_not_enabled": "none", "rules_expired": "none", "needs_sign_off": "none", "cost_not_recorded": "none",
    "eligibility_missing": "unknown", "gateway_not_eligible": "none", "waived": "none", "below_minimum": "none",
    "rounds_to_zero": "none", "eligible": "surcharge",
}

#: What is dropped around a text: for `str.strip`.
BLANKS = "\u0009\u000A\u000B\u000C\u000D\u0020\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF"

#: What an address begins with, as scheme, host and port: for `re.match`.
ORIGIN = r"(https?)://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::([0-9]{1,5}))?(?![^/?#])"

#: Countries that are states of the United States.
TERRITORIES = ("AS", "GU", "MP", "PR", "VI")

#: The codes of states and provinces by country and folded name.
STATES: dict[str, dict[str, str]] = {
    "US": {
        "AK": "AK", "ALASKA": "AK", "AL": "AL", "ALABAMA": "AL", "AR": "AR", "ARKANSAS": "AR", "AZ": "AZ",
        "ARIZONA": "AZ", "CA": "CA", "CALIFORNIA": "CA", "CO": "CO", "COLORADO": "CO", "CT": "CT", "CONNECTICUT": "CT",
        "DC": "DC", "DISTRICTOFCOLUMBIA": "DC", "WASHINGTONDC": "DC", "DE": "DE", "DELAWARE": "DE", "FL": "FL",
        "FLORIDA": "FL", "GA": "GA", "GEORGIA": "GA", "HI": "HI", "HAWAII": "HI", "IA": "IA", "IOWA": "IA", "ID": "ID",
        "IDAHO": "ID", "IL": "IL", "ILLINOIS": "IL", "IN": "IN", "INDIANA": "IN", "KS": "KS", "KANSAS": "KS",
        "KY": "KY", "KENTUCKY": "KY", "LA": "LA", "LOUISIANA": "LA", "MA": "MA", "MASSACHUSETTS": "MA", "MD": "MD",
        "MARYLAND": "MD", "ME": "ME", "MAINE": "ME", "MI": "MI", "MICHIGAN": "MI", "MN": "MN", "MINNESOTA": "MN",
        "MO": "MO", "MISSOURI": "MO", "MS": "MS", "MISSISSIPPI": "MS", "MT": "MT", "MONTANA": "MT", "NC": "NC",
        "NORTHCAROLINA": "NC", "ND": "ND", "NORTHDAKOTA": "ND", "NE": "NE", "NEBRASKA": "NE", "NH": "NH",
        "NEWHAMPSHIRE": "NH", "NJ": "NJ", "NEWJERSEY": "NJ", "NM": "NM", "NEWMEXICO": "NM", "NV": "NV", "NEVADA": "NV",
        "NY": "NY", "NEWYORK": "NY", "OH": "OH", "OHIO": "OH", "OK": "OK", "OKLAHOMA": "OK", "OR": "OR",
        "OREGON": "OR", "PA": "PA", "PENNSYLVANIA": "PA", "RI": "RI", "RHODEISLAND": "RI", "SC": "SC",
        "SOUTHCAROLINA": "SC", "SD": "SD", "SOUTHDAKOTA": "SD", "TN": "TN", "TENNESSEE": "TN", "TX": "TX",
        "TEXAS": "TX", "UT": "UT", "UTAH": "UT", "VA": "VA", "VIRGINIA": "VA", "VT": "VT", "VERMONT": "VT", "WA": "WA",
        "WASHINGTON": "WA", "WI": "WI", "WISCONSIN": "WI", "WV": "WV", "WESTVIRGINIA": "WV", "WY": "WY",
        "WYOMING": "WY", "AS": "AS", "AMERICANSAMOA": "AS", "GU": "GU", "GUAM": "GU", "MP": "MP",
        "NORTHERNMARIANAISLANDS": "MP", "COMMONWEALTHOFTHENORTHERNMARIANAISLANDS": "MP", "PR": "PR",
        "PUERTORICO": "PR", "VI": "VI", "USVIRGINISLANDS": "VI", "UNITEDSTATESVIRGINISLANDS": "VI",
        "VIRGINISLANDS": "VI",
    },
    "CA": {
        "AB": "AB", "ALBERTA": "AB", "BC": "BC", "BRITISHCOLUMBIA": "BC", "COLOMBIEBRITANNIQUE": "BC", "MB": "MB",
        "MANITOBA": "MB", "NB": "NB", "NEWBRUNSWICK": "NB", "NOUVEAUBRUNSWICK": "NB", "NL": "NL",
        "NEWFOUNDLANDANDLABRADOR": "NL", "NEWFOUNDLAND": "NL", "TERRENEUVEETLABRADOR": "NL",
        "TERRENEUVEANDLABRADOR": "NL", "NS": "NS", "NOVASCOTIA": "NS", "NOUVELLEECOSSE": "NS", "NT": "NT",
        "NORTHWESTTERRITORIES": "NT", "TERRITOIRESDUNORDOUEST": "NT", "NU": "NU", "NUNAVUT": "NU", "ON": "ON",
        "ONTARIO": "ON", "PE": "PE", "PRINCEEDWARDISLAND": "PE", "PEI": "PE", "ILEDUPRINCEEDOUARD": "PE", "QC": "QC",
        "QUEBEC": "QC", "SK": "SK", "SASKATCHEWAN": "SK", "YT": "YT", "YUKON": "YT", "YUKONTERRITORY": "YT",
        "TERRITOIREDUYUKON": "YT",
    },
}

#: What becomes of a character in a name: for `str.translate`.
FOLDS: dict[int, str] = str.maketrans({
    "\u0000": "", "\u0001": "", "\u0002": "", "\u0003": "", "\u0004": "", "\u0005": "", "\u0006": "", "\u0007": "",
    "\u0008": "", "\u0009": "", "\u000A": "", "\u000B": "", "\u000C": "", "\u000D": "", "\u000E": "", "\u000F": "",
    "\u0010": "", "\u0011": "", "\u0012": "", "\u0013": "", "\u0014": "", "\u0015": "", "\u0016": "", "\u0017": "",
    "\u0018": "", "\u0019": "", "\u001A": "", "\u001B": "", "\u001C": "", "\u001D": "", "\u001E": "", "\u001F": "",
    "\u0020": "", "\u0021": "", "\u0022": "", "\u0023": "", "\u0024": "", "\u0025": "", "\u0026": "AND", "\u0027": "",
    "\u0028": "", "\u0029": "", "\u002A": "", "\u002B": "", "\u002C": "", "\u002D": "", "\u002E": "", "\u002F": "",
    "\u003A": "", "\u003B": "", "\u003C": "", "\u003D": "", "\u003E": "", "\u003F": "", "\u0040": "", "\u005B": "",
    "\u005C": "", "\u005D": "", "\u005E": "", "\u005F": "", "\u0060": "", "a": "A", "b": "B", "c": "C", "d": "D",
    "e": "E", "f": "F", "g": "G", "h": "H", "i": "I", "j": "J", "k": "K", "l": "L", "m": "M", "n": "N", "o": "O",
    "p": "P", "q": "Q", "r": "R", "s": "S", "t": "T", "u": "U", "v": "V", "w": "W", "x": "X", "y": "Y", "z": "Z",
    "\u007B": "", "\u007C": "", "\u007D": "", "\u007E": "", "\u007F": "", "\u0080": "", "\u0081": "", "\u0082": "",
    "\u0083": "", "\u0084": "", "\u0085": "", "\u0086": "", "\u0087": "", "\u0088": "", "\u0089": "", "\u008A": "",
    "\u008B": "", "\u008C": "", "\u008D": "", "\u008E": "", "\u008F": "", "\u0090": "", "\u0091": "", "\u0092": "",
    "\u0093": "", "\u0094": "", "\u0095": "", "\u0096": "", "\u0097": "", "\u0098": "", "\u0099": "", "\u009A": "",
    "\u009B": "", "\u009C": "", "\u009D": "", "\u009E": "", "\u009F": "", "\u00A0": "", "\u00A1": "", "\u00A2": "",
    "\u00A3": "", "\u00A4": "", "\u00A5": "", "\u00A6": "", "\u00A7": "", "\u00A8": "", "\u00A9": "", "ª": "A",
    "\u00AB": "", "\u00AC": "", "\u00AD": "", "\u00AE": "", "\u00AF": "", "\u00B0": "", "\u00B1": "", "²": "2",
    "³": "3", "\u00B4": "", "\u00B6": "", "\u00B7": "", "\u00B8": "", "¹": "1", "º": "O", "\u00BB": "", "¼": "14",
    "½": "12", "¾": "34", "\u00BF": "", "À": "A", "Á": "A", "Â": "A", "Ã": "A", "Ä": "A", "Å": "A", "Ç": "C", "È": "E",
    "É": "E", "Ê": "E", "Ë": "E", "Ì": "I", "Í": "I", "Î": "I", "Ï": "I", "Ñ": "N", "Ò": "O", "Ó": "O", "Ô": "O",
    "Õ": "O", "Ö": "O", "\u00D7": "", "Ù": "U", "Ú": "U", "Û": "U", "Ü": "U", "Ý": "Y", "ß": "SS", "à": "A", "á": "A",
    "â": "A", "ã": "A", "ä": "A", "å": "A", "ç": "C", "è": "E", "é": "E", "ê": "E", "ë": "E", "ì": "I", "í": "I",
    "î": "I", "ï": "I", "ñ": "N", "ò": "O", "ó": "O", "ô": "O", "õ": "O", "ö": "O", "\u00F7": "", "ù": "U", "ú": "U",
    "û": "U", "ü": "U", "ý": "Y", "ÿ": "Y", "Ā": "A", "ā": "A", "Ă": "A", "ă": "A", "Ą": "A", "ą": "A", "Ć": "C",
    "ć": "C", "Ĉ": "C", "ĉ": "C", "Ċ": "C", "ċ": "C", "Č": "C", "č": "C", "Ď": "D", "ď": "D", "Ē": "E", "ē": "E",
    "Ĕ": "E", "ĕ": "E", "Ė": "E", "ė": "E", "Ę": "E", "ę": "E", "Ě": "E", "ě": "E", "Ĝ": "G", "ĝ": "G", "Ğ": "G",
    "ğ": "G", "Ġ": "G", "ġ": "G", "Ģ": "G", "ģ": "G", "Ĥ": "H", "ĥ": "H", "Ĩ": "I", "ĩ": "I", "Ī": "I", "ī": "I",
    "Ĭ": "I", "ĭ": "I", "Į": "I", "į": "I", "İ": "I", "ı": "I", "Ĳ": "IJ", "ĳ": "IJ", "Ĵ": "J", "ĵ": "J", "Ķ": "K",
    "ķ": "K", "Ĺ": "L", "ĺ": "L", "Ļ": "L", "ļ": "L", "Ľ": "L", "ľ": "L", "Ŀ": "L", "ŀ": "L", "Ń": "N", "ń": "N",
    "Ņ": "N", "ņ": "N", "Ň": "N", "ň": "N", "ŉ": "N", "Ō": "O", "ō": "O", "Ŏ": "O", "ŏ": "O", "Ő": "O", "ő": "O",
    "Ŕ": "R", "ŕ": "R", "Ŗ": "R", "ŗ": "R", "Ř": "R", "ř": "R", "Ś": "S", "ś": "S", "Ŝ": "S", "ŝ": "S", "Ş": "S",
    "ş": "S", "Š": "S", "š": "S", "Ţ": "T", "ţ": "T", "Ť": "T", "ť": "T", "Ũ": "U", "ũ": "U", "Ū": "U", "ū": "U",
    "Ŭ": "U", "ŭ": "U", "Ů": "U", "ů": "U", "Ű": "U", "ű": "U", "Ų": "U", "ų": "U", "Ŵ": "W", "ŵ": "W", "Ŷ": "Y",
    "ŷ": "Y", "Ÿ": "Y", "Ź": "Z", "ź": "Z", "Ż": "Z", "ż": "Z", "Ž": "Z", "ž": "Z", "ſ": "S", "Ơ": "O", "ơ": "O",
    "Ư": "U", "ư": "U", "Ǆ": "DZ", "ǅ": "DZ", "ǆ": "DZ", "Ǉ": "LJ", "ǈ": "LJ", "ǉ": "LJ", "Ǌ": "NJ", "ǋ": "NJ",
    "ǌ": "NJ", "Ǎ": "A", "ǎ": "A", "Ǐ": "I", "ǐ": "I", "Ǒ": "O", "ǒ": "O", "Ǔ": "U", "ǔ": "U", "Ǖ": "U", "ǖ": "U",
    "Ǘ": "U", "ǘ": "U", "Ǚ": "U", "ǚ": "U", "Ǜ": "U", "ǜ": "U", "Ǟ": "A", "ǟ": "A", "Ǡ": "A", "ǡ": "A", "Ǧ": "G",
    "ǧ": "G", "Ǩ": "K", "ǩ": "K", "Ǫ": "O", "ǫ": "O", "Ǭ": "O", "ǭ": "O", "ǰ": "J", "Ǳ": "DZ", "ǲ": "DZ", "ǳ": "DZ",
    "Ǵ": "G", "ǵ": "G", "Ǹ": "N", "ǹ": "N", "Ǻ": "A", "ǻ": "A", "Ȁ": "A", "ȁ": "A", "Ȃ": "A", "ȃ": "A", "Ȅ": "E",
    "ȅ": "E", "Ȇ": "E", "ȇ": "E", "Ȉ": "I", "ȉ": "I", "Ȋ": "I", "ȋ": "I", "Ȍ": "O", "ȍ": "O", "Ȏ": "O", "ȏ": "O",
    "Ȑ": "R", "ȑ": "R", "Ȓ": "R", "ȓ": "R", "Ȕ": "U", "ȕ": "U", "Ȗ": "U", "ȗ": "U", "Ș": "S", "ș": "S", "Ț": "T",
    "ț": "T", "Ȟ": "H", "ȟ": "H", "Ȧ": "A", "ȧ": "A", "Ȩ": "E", "ȩ": "E", "Ȫ": "O", "ȫ": "O", "Ȭ": "O", "ȭ": "O",
    "Ȯ": "O", "ȯ": "O", "Ȱ": "O", "ȱ": "O", "Ȳ": "Y", "ȳ": "Y", "ʰ": "H", "ʲ": "J", "ʳ": "R", "ʷ": "W", "ʸ": "Y",
    "ʹ": "", "ʺ": "", "ʻ": "", "ʼ": "", "ʽ": "", "ʾ": "", "ʿ": "", "ˀ": "", "ˁ": "", "\u02C2": "", "\u02C3": "",
    "\u02C4": "", "\u02C5": "", "ˆ": "", "ˇ": "", "ˈ": "", "ˉ": "", "ˊ": "", "ˋ": "", "ˌ": "", "ˍ": "", "ˎ": "",
    "ˏ": "", "ː": "", "ˑ": "", "\u02D2": "", "\u02D3": "", "\u02D4": "", "\u02D5": "", "\u02D6": "", "\u02D7": "",
    "\u02D8": "", "\u02D9": "", "\u02DA": "", "\u02DB": "", "\u02DC": "", "\u02DD": "", "\u02DE": "", "\u02DF": "",
    "ˡ": "L", "ˢ": "S", "ˣ": "X", "\u02E5": "", "\u02E6": "", "\u02E7": "", "\u02E8": "", "\u02E9": "", "\u02EA": "",
    "\u02EB": "", "ˬ": "", "\u02ED": "", "ˮ": "", "\u02EF": "", "\u02F0": "", "\u02F1": "", "\u02F2": "", "\u02F3": "",
    "\u02F4": "", "\u02F5": "", "\u02F6": "", "\u02F7": "", "\u02F8": "", "\u02F9": "", "\u02FA": "", "\u02FB": "",
    "\u02FC": "", "\u02FD": "", "\u02FE": "", "\u02FF": "", "\u0300": "", "\u0301": "", "\u0302": "", "\u0303": "",
    "\u0304": "", "\u0305": "", "\u0306": "", "\u0307": "", "\u0308": "", "\u0309": "", "\u030A": "", "\u030B": "",
    "\u030C": "", "\u030D": "", "\u030E": "", "\u030F": "", "\u0310": "", "\u0311": "", "\u0312": "", "\u0313": "",
    "\u0314": "", "\u0315": "", "\u0316": "", "\u0317": "", "\u0318": "", "\u0319": "", "\u031A": "", "\u031B": "",
    "\u031C": "", "\u031D": "", "\u031E": "", "\u031F": "", "\u0320": "", "\u0321": "", "\u0322": "", "\u0323": "",
    "\u0324": "", "\u0325": "", "\u0326": "", "\u0327": "", "\u0328": "", "\u0329": "", "\u032A": "", "\u032B": "",
    "\u032C": "", "\u032D": "", "\u032E": "", "\u032F": "", "\u0330": "", "\u0331": "", "\u0332": "", "\u0333": "",
    "\u0334": "", "\u0335": "", "\u0336": "", "\u0337": "", "\u0338": "", "\u0339": "", "\u033A": "", "\u033B": "",
    "\u033C": "", "\u033D": "", "\u033E": "", "\u033F": "", "\u0340": "", "\u0341": "", "\u0342": "", "\u0343": "",
    "\u0344": "", "\u0345": "", "\u0346": "", "\u0347": "", "\u0348": "", "\u0349": "", "\u034A": "", "\u034B": "",
    "\u034C": "", "\u034D": "", "\u034E": "", "\u034F": "", "\u0350": "", "\u0351": "", "\u0352": "", "\u0353": "",
    "\u0354": "", "\u0355": "", "\u0356": "", "\u0357": "", "\u0358": "", "\u0359": "", "\u035A": "", "\u035B": "",
    "\u035C": "", "\u035D": "", "\u035E": "", "\u035F": "", "\u0360": "", "\u0361": "", "\u0362": "", "\u0363": "",
    "\u0364": "", "\u0365": "", "\u0366": "", "\u0367": "", "\u0368": "", "\u0369": "", "\u036A": "", "\u036B": "",
    "\u036C": "", "\u036D": "", "\u036E": "", "\u036F": "", "Ḁ": "A", "ḁ": "A", "Ḃ": "B", "ḃ": "B", "Ḅ": "B", "ḅ": "B",
    "Ḇ": "B", "ḇ": "B", "Ḉ": "C", "ḉ": "C", "Ḋ": "D", "ḋ": "D", "Ḍ": "D", "ḍ": "D", "Ḏ": "D", "ḏ": "D", "Ḑ": "D",
    "ḑ": "D", "Ḓ": "D", "ḓ": "D", "Ḕ": "E", "ḕ": "E", "Ḗ": "E", "ḗ": "E", "Ḙ": "E", "ḙ": "E", "Ḛ": "E", "ḛ": "E",
    "Ḝ": "E", "ḝ": "E", "Ḟ": "F", "ḟ": "F", "Ḡ": "G", "ḡ": "G", "Ḣ": "H", "ḣ": "H", "Ḥ": "H", "ḥ": "H", "Ḧ": "H",
    "ḧ": "H", "Ḩ": "H", "ḩ": "H", "Ḫ": "H", "ḫ": "H", "Ḭ": "I", "ḭ": "I", "Ḯ": "I", "ḯ": "I", "Ḱ": "K", "ḱ": "K",
    "Ḳ": "K", "ḳ": "K", "Ḵ": "K", "ḵ": "K", "Ḷ": "L", "ḷ": "L", "Ḹ": "L", "ḹ": "L", "Ḻ": "L", "ḻ": "L", "Ḽ": "L",
    "ḽ": "L", "Ḿ": "M", "ḿ": "M", "Ṁ": "M", "ṁ": "M", "Ṃ": "M", "ṃ": "M", "Ṅ": "N", "ṅ": "N", "Ṇ": "N", "ṇ": "N",
    "Ṉ": "N", "ṉ": "N", "Ṋ": "N", "ṋ": "N", "Ṍ": "O", "ṍ": "O", "Ṏ": "O", "ṏ": "O", "Ṑ": "O", "ṑ": "O", "Ṓ": "O",
    "ṓ": "O", "Ṕ": "P", "ṕ": "P", "Ṗ": "P", "ṗ": "P", "Ṙ": "R", "ṙ": "R", "Ṛ": "R", "ṛ": "R", "Ṝ": "R", "ṝ": "R",
    "Ṟ": "R", "ṟ": "R", "Ṡ": "S", "ṡ": "S", "Ṣ": "S", "ṣ": "S", "Ṥ": "S", "ṥ": "S", "Ṧ": "S", "ṧ": "S", "Ṩ": "S",
    "ṩ": "S", "Ṫ": "T", "ṫ": "T", "Ṭ": "T", "ṭ": "T", "Ṯ": "T", "ṯ": "T", "Ṱ": "T", "ṱ": "T", "Ṳ": "U", "ṳ": "U",
    "Ṵ": "U", "ṵ": "U", "Ṷ": "U", "ṷ": "U", "Ṹ": "U", "ṹ": "U", "Ṻ": "U", "ṻ": "U", "Ṽ": "V", "ṽ": "V", "Ṿ": "V",
    "ṿ": "V", "Ẁ": "W", "ẁ": "W", "Ẃ": "W", "ẃ": "W", "Ẅ": "W", "ẅ": "W", "Ẇ": "W", "ẇ": "W", "Ẉ": "W", "ẉ": "W",
    "Ẋ": "X", "ẋ": "X", "Ẍ": "X", "ẍ": "X", "Ẏ": "Y", "ẏ": "Y", "Ẑ": "Z", "ẑ": "Z", "Ẓ": "Z", "ẓ": "Z", "Ẕ": "Z",
    "ẕ": "Z", "ẖ": "H", "ẗ": "T", "ẘ": "W", "ẙ": "Y", "ẚ": "A", "ẛ": "S", "Ạ": "A", "ạ": "A", "Ả": "A", "ả": "A",
    "Ấ": "A", "ấ": "A", "Ầ": "A", "ầ": "A", "Ẩ": "A", "ẩ": "A", "Ẫ": "A", "ẫ": "A", "Ậ": "A", "ậ": "A", "Ắ": "A",
    "ắ": "A", "Ằ": "A", "ằ": "A", "Ẳ": "A", "ẳ": "A", "Ẵ": "A", "ẵ": "A", "Ặ": "A", "ặ": "A", "Ẹ": "E", "ẹ": "E",
    "Ẻ": "E", "ẻ": "E", "Ẽ": "E", "ẽ": "E", "Ế": "E", "ế": "E", "Ề": "E", "ề": "E", "Ể": "E", "ể": "E", "Ễ": "E",
    "ễ": "E", "Ệ": "E", "ệ": "E", "Ỉ": "I", "ỉ": "I", "Ị": "I", "ị": "I", "Ọ": "O", "ọ": "O", "Ỏ": "O", "ỏ": "O",
    "Ố": "O", "ố": "O", "Ồ": "O", "ồ": "O", "Ổ": "O", "ổ": "O", "Ỗ": "O", "ỗ": "O", "Ộ": "O", "ộ": "O", "Ớ": "O",
    "ớ": "O", "Ờ": "O", "ờ": "O", "Ở": "O", "ở": "O", "Ỡ": "O", "ỡ": "O", "Ợ": "O", "ợ": "O", "Ụ": "U", "ụ": "U",
    "Ủ": "U", "ủ": "U", "Ứ": "U", "ứ": "U", "Ừ": "U", "ừ": "U", "Ử": "U", "ử": "U", "Ữ": "U", "ữ": "U", "Ự": "U",
    "ự": "U", "Ỳ": "Y", "ỳ": "Y", "Ỵ": "Y", "ỵ": "Y", "Ỷ": "Y", "ỷ": "Y", "Ỹ": "Y", "ỹ": "Y", "\u1F16": "",
    "\u1F17": "", "\u1F1E": "", "\u1F1F": "", "\u1F46": "", "\u1F47": "", "\u1F4E": "", "\u1F4F": "", "\u1F58": "",
    "\u1F5A": "", "\u1F5C": "", "\u1F5E": "", "\u1F7E": "", "\u1F7F": "", "\u1FB5": "", "\u1FBD": "", "\u1FBF": "",
    "\u1FC0": "", "\u1FC1": "", "\u1FC5": "", "\u1FCD": "", "\u1FCE": "", "\u1FCF": "", "\u1FD4": "", "\u1FD5": "",
    "\u1FDC": "", "\u1FDD": "", "\u1FDE": "", "\u1FDF": "", "\u1FED": "", "\u1FEE": "", "\u1FEF": "", "\u1FF0": "",
    "\u1FF1": "", "\u1FF5": "", "\u1FFD": "", "\u1FFE": "", "\u1FFF": "", "\u2000": "", "\u2001": "", "\u2002": "",
    "\u2003": "", "\u2004": "", "\u2005": "", "\u2006": "", "\u2007": "", "\u2008": "", "\u2009": "", "\u200A": "",
    "\u200B": "", "\u200C": "", "\u200D": "", "\u200E": "", "\u200F": "", "\u2010": "", "\u2011": "", "\u2012": "",
    "\u2013": "", "\u2014": "", "\u2015": "", "\u2016": "", "\u2017": "", "\u2018": "", "\u2019": "", "\u201A": "",
    "\u201B": "", "\u201C": "", "\u201D": "", "\u201E": "", "\u201F": "", "\u2020": "", "\u2021": "", "\u2022": "",
    "\u2023": "", "\u2024": "", "\u2025": "", "\u2026": "", "\u2027": "", "\u2028": "", "\u2029": "", "\u202A": "",
    "\u202B": "", "\u202C": "", "\u202D": "", "\u202E": "", "\u202F": "", "\u2030": "", "\u2031": "", "\u2032": "",
    "\u2033": "", "\u2034": "", "\u2035": "", "\u2036": "", "\u2037": "", "\u2038": "", "\u2039": "", "\u203A": "",
    "\u203B": "", "\u203C": "", "\u203D": "", "\u203E": "", "\u203F": "", "\u2040": "", "\u2041": "", "\u2042": "",
    "\u2043": "", "\u2044": "", "\u2045": "", "\u2046": "", "\u2047": "", "\u2048": "", "\u2049": "", "\u204A": "",
    "\u204B": "", "\u204C": "", "\u204D": "", "\u204E": "", "\u204F": "", "\u2050": "", "\u2051": "", "\u2052": "",
    "\u2053": "", "\u2054": "", "\u2055": "", "\u2056": "", "\u2057": "", "\u2058": "", "\u2059": "", "\u205A": "",
    "\u205B": "", "\u205C": "", "\u205D": "", "\u205E": "", "\u205F": "", "\u2060": "", "\u2061": "", "\u2062": "",
    "\u2063": "", "\u2064": "", "\u2065": "", "\u2066": "", "\u2067": "", "\u2068": "", "\u2069": "", "\u206A": "",
    "\u206B": "", "\u206C": "", "\u206D": "", "\u206E": "", "\u206F": "", "\u2212": "", "\u3000": "", "ﬀ": "FF",
    "ﬁ": "FI", "ﬂ": "FL", "ﬃ": "FFI", "ﬄ": "FFL", "ﬅ": "ST", "ﬆ": "ST", "\uFEFF": "", "\uFF01": "", "\uFF02": "",
    "\uFF03": "", "\uFF04": "", "\uFF05": "", "\uFF06": "AND", "\uFF07": "", "\uFF08": "", "\uFF09": "", "\uFF0A": "",
    "\uFF0B": "", "\uFF0C": "", "\uFF0D": "", "\uFF0E": "", "\uFF0F": "", "０": "0", "１": "1", "２": "2", "３": "3",
    "４": "4", "５": "5", "６": "6", "７": "7", "８": "8", "９": "9", "\uFF1A": "", "\uFF1B": "", "\uFF1C": "", "\uFF1D": "",
    "\uFF1E": "", "\uFF1F": "", "\uFF20": "", "Ａ": "A", "Ｂ": "B", "Ｃ": "C", "Ｄ": "D", "Ｅ": "E", "Ｆ": "F", "Ｇ": "G",
    "Ｈ": "H", "Ｉ": "I", "Ｊ": "J", "Ｋ": "K", "Ｌ": "L", "Ｍ": "M", "Ｎ": "N", "Ｏ": "O", "Ｐ": "P", "Ｑ": "Q", "Ｒ": "R",
    "Ｓ": "S", "Ｔ": "T", "Ｕ": "U", "Ｖ": "V", "Ｗ": "W", "Ｘ": "X", "Ｙ": "Y", "Ｚ": "Z", "\uFF3B": "", "\uFF3C": "",
    "\uFF3D": "", "\uFF3E": "", "\uFF3F": "", "\uFF40": "", "ａ": "A", "ｂ": "B", "ｃ": "C", "ｄ": "D", "ｅ": "E", "ｆ": "F",
    "ｇ": "G", "ｈ": "H", "ｉ": "I", "ｊ": "J", "ｋ": "K", "ｌ": "L", "ｍ": "M", "ｎ": "N", "ｏ": "O", "ｐ": "P", "ｑ": "Q",
    "ｒ": "R", "ｓ": "S", "ｔ": "T", "ｕ": "U", "ｖ": "V", "ｗ": "W", "ｘ": "X", "ｙ": "Y", "ｚ": "Z", "\uFF5B": "",
    "\uFF5C": "", "\uFF5D": "", "\uFF5E": "",
})
