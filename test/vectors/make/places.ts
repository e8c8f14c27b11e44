/** `places.json`: what a place and a currency are read as, however they are spelt. Uses none of our own code. */

const STATES = {
  US:
    "AK Alaska|AL Alabama|AR Arkansas|AZ Arizona|CA California|CO Colorado|CT Connecticut|DC District of Columbia|" +
    "DE Delaware|FL Florida|GA Georgia|HI Hawaii|IA Iowa|ID Idaho|IL Illinois|IN Indiana|KS Kansas|KY Kentucky|" +
    "LA Louisiana|MA Massachusetts|MD Maryland|ME Maine|MI Michigan|MN Minnesota|MO Missouri|MS Mississippi|" +
    "MT Montana|NC North Carolina|ND North Dakota|NE Nebraska|NH New Hampshire|NJ New Jersey|NM New Mexico|" +
    "NV Nevada|NY New York|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|" +
    "SD South Dakota|TN Tennessee|TX Texas|UT Utah|VA Virginia|VT Vermont|WA Washington|WI Wisconsin|" +
    "WV West Virginia|WY Wyoming|AS American Samoa|GU Guam|MP Northern Mariana Islands|PR Puerto Rico|" +
    "VI Virgin Islands",
  CA:
    "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|" +
    "NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon",
};

type Row = readonly [country: string, given: string | null | undefined, readCountry: string, state: string | null];

const EVERY_STATE = Object.entries(STATES).flatMap(([country, states]) =>
  states.split("|").flatMap((entry): Row[] => {
    const [code, name] = [entry.slice(0, 2), entry.slice(3)];
    return [
      [country, code, country, code],
      [country, name, country, code],
    ];
  }),
);

/** Spellings of a state that is known, by country and code. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  "US-IL": [
    "il",
    " IL ",
    "US-IL",
    "us-il",
    "US-Illinois",
    "İl",
    "US- IL",
    "US-US-IL",
    "\tIl\n",
    "\u3000IL\ufeff",
    "ILLINOIS",
  ],
  "US-NY": [
    "N.Y.",
    "n. y.",
    "N\u00a0Y",
    "NewYork",
    "New-York",
    "NEW_YORK",
    "  new   york ",
    "New\u00a0York",
    "New\u2011York",
  ],
  "US-WA": ["Wash\u00adington", "Wa\u200bshington", "WASHINGTON\u200e"],
  "US-CA": ["ｃａ", "ＣＡＬＩＦＯＲＮＩＡ", "C\u0301A"],
  "US-DC": ["D.C.", "d. c.", "Washington D.C.", "Washington, D.C.", "Washington DC", "DISTRICT OF COLUMBIA"],
  "US-HI": ["Hawaiʻi", "Hawai'i", "HAWAI’I", "Hawai`i", "Hawaiʼi", "Hawaıı", "hawaıı"],
  "US-MS": ["Miſſiſſippi", "Mißißippi", "MISSISSIPPI"],
  "US-FL": ["ﬂorida", "ＦＬ"],
  "US-KS": ["Kan\u017fas"],
  "US-VI": ["U.S. Virgin Islands", "US Virgin Islands", "United States Virgin Islands"],
  "US-MP": ["Commonwealth of the Northern Mariana Islands"],
  "US-TX": ["Ṫéxãs", "T e x a s"],
  "CA-QC": ["Québec", "QUÉBEC", "Que\u0301bec", "québec", "CA-QC", "ca-québec", "Q.C."],
  "CA-NL": [
    "Newfoundland & Labrador",
    "Newfoundland＆Labrador",
    "Newfoundland",
    "Terre-Neuve & Labrador",
    "Terre-Neuve-et-Labrador",
  ],
  "CA-PE": ["P.E.I.", "pei", "Île-du-Prince-Édouard", "ÎLE DU PRINCE ÉDOUARD", "Prince-Edward Island"],
  "CA-NB": ["Nouveau-Brunswick"],
  "CA-NS": ["Nouvelle-Écosse", "Nouvelle–Ecosse"],
  "CA-NT": ["Territoires du Nord-Ouest"],
  "CA-BC": ["Colombie-Britannique"],
  "CA-YT": ["Yukon Territory", "Territoire du Yukon"],
};

const EVERY_SPELLING = Object.entries(SPELLINGS).flatMap(([code, spellings]) =>
  spellings.map((given): Row => [code.slice(0, 2), given, code.slice(0, 2), code.slice(3)]),
);

/** Names that no rule knows: kept, so that they are the same text only for the same place. */
const UNKNOWN: readonly Row[] = [
  ["US", "Illinoiss", "US", "ILLINOISS"],
  ["US", "XX", "US", "XX"],
  ["US", "US-AE", "US", "AE"],
  ["US", "us-us-ae", "US", "AE"],
  ["US", "QC", "US", "QC"],
  ["US", "CA-QC", "US", "CA-QC"],
  ["CA", "US-IL", "CA", "US-IL"],
  ["CA", "Illinois", "CA", "ILLINOIS"],
  ["US", "US IL", "US", "US IL"],
  ["US", "US\u2010IL", "US", "US\u2010IL"],
  ["US", "New York City", "US", "NEW YORK CITY"],
  ["US", "New York, NY", "US", "NEW YORK, NY"],
  ["US", "constructor", "US", "CONSTRUCTOR"],
  ["US", "__proto__", "US", "__PROTO__"],
  ["US", "...", "US", "..."],
  ["US", "-", "US", "-"],
  ["US", "0", "US", "0"],
  ["US", "québec", "US", "QUéBEC"],
  ["US", "ñandú", "US", "ñANDú"],
  ["US", "straße", "US", "STRAßE"],
  ["US", "ılıca", "US", "ıLıCA"],
  ["US", "IL州", "US", "IL州"],
  ["US", "Illinøis", "US", "ILLINøIS"],
  ["US", "Ιllinois", "US", "ΙLLINOIS"],
  ["US", "Нью-Йорк", "US", "Нью-Йорк"],
  ["US", "ニューヨーク", "US", "ニューヨーク"],
  ["US", "نيويورك", "US", "نيويورك"],
  ["US", "𝐈𝐋", "US", "𝐈𝐋"],
  ["US", "🅸🅻", "US", "🅸🅻"],
  ["US", "Ⓘⓛ", "US", "Ⓘⓛ"],
  ["US", "IL 🌽", "US", "IL 🌽"],
];

const NO_STATE: readonly Row[] = [
  ["US", undefined, "US", null],
  ["US", null, "US", null],
  ["US", "", "US", null],
  ["US", " \t\u00a0\u2003\ufeff", "US", null],
  ["US", "US-", "US", null],
  ["US", "us-us- ", "US", null],
  ["CA", "", "CA", null],
];

/** Where states do not matter, none is read, whatever it is. */
const ELSEWHERE: readonly Row[] = [
  ["GB", undefined, "GB", null],
  ["AU", "AU-NSW", "AU", null],
  ["DE", "Bayern", "DE", null],
  ["UA", "UA05", "UA", null],
  ["IT", "Valle d'Aosta/Vallée d'Aoste", "IT", null],
  ["CL", "Región Metropolitana", "CL", null],
  ["GR", "Άγιο Όρος", "GR", null],
  ["MX", "Ciudad de México", "MX", null],
  ["FR", "75001 <b>", "FR", null],
  ["UM", "UM-81", "UM", null],
  ["XK", "x", "XK", null],
  ["JP", "東京都", "JP", null],
];

const COUNTRIES: readonly Row[] = [
  ["us", "IL", "US", "IL"],
  [" Us ", "IL", "US", "IL"],
  ["\u00a0CA\u3000", "ON", "CA", "ON"],
  ["gb", undefined, "GB", null],
  ["PR", undefined, "US", "PR"],
  ["pr", "San Juan", "US", "PR"],
  [" Gu ", "", "US", "GU"],
  ["VI", "US-NY", "US", "VI"],
  ["AS", null, "US", "AS"],
  ["MP", "MP", "US", "MP"],
  ["US", "US-PR", "US", "PR"],
  ["USA", "IL", "USA", null],
  ["U.S.", "IL", "U.S.", null],
  ["ｕｓ", "IL", "ｕｓ", null],
  ["ß", "IL", "ß", null],
  ["uſ", "IL", "Uſ", null],
  ["ﬁ", undefined, "ﬁ", null],
];

const CURRENCIES: readonly (readonly [currency: string, code: string])[] = [
  ["USD", "USD"],
  ["usd", "USD"],
  [" uSd\n", "USD"],
  ["\u00a0cad\u3000", "CAD"],
  ["inr", "INR"],
  ["ıNR", "ıNR"],
  ["uſd", "UſD"],
  ["ＵＳＤ", "ＵＳＤ"],
  ["ßd", "ßD"],
  ["US D", "US D"],
];

export default () => ({
  places: [...EVERY_STATE, ...EVERY_SPELLING, ...UNKNOWN, ...NO_STATE, ...ELSEWHERE, ...COUNTRIES].map(
    ([country, given, readCountry, state]) => ({ country, state: given, place: { country: readCountry, state } }),
  ),
  currencies: CURRENCIES.map(([currency, code]) => ({ currency, code })),
});
