/**
 * Product names of public lists, with what each one is. Names alone, one by one; the verdicts are ours.
 *
 * - Visa: developer.visa.com, "Request & Response Codes", and TSYS's and Braintree's lists of its product codes.
 * - Mastercard: developer.mastercard.com, "Card Type Codes" and BIN Lookup; docs.stripe.com, "Card product codes";
 *   documentation.ixopay.com, "BIN Lookup".
 * - Discover and American Express: docs.bepaid.by, "Card codes".
 * - BIN tables: the columns sub-brand and category of binlist/data, and levels as BIN tables on GitHub have them.
 *   iannuttall/binlist-data has the same columns; its table itself was not at hand.
 * - Trade names: as issuers and card programmes print them, in no list above.
 *
 * Mastercard's forms of one name are left out ("B2B VIP 1" to "34", "Private Label A" to "K").
 */
export type ProductKind = "credit" | "debit" | "prepaid" | "oneShop";

interface ProductList {
  readonly source: string;
  readonly products: Readonly<Record<ProductKind, readonly string[]>>;
}

const names = (text: string): string[] => text.split(";").map((name) => name.replaceAll(/\s+/g, " ").trim());

export const PRODUCT_LISTS: readonly ProductList[] = [
  {
    source: "Visa",
    products: {
      credit: names(`Visa Traditional; Visa Traditional Rewards; Visa Secured Enhanced; Visa Signature;
        Visa Signature Preferred; Visa Classic; Visa Flexible Credential; Visa Flexible Credential Standard; Visa Business;
        Visa Signature Business; Visa Business Enhanced; Visa Platinum Business; Visa Infinite Business;
        Visa Infinite Privilege Business; Visa Business Rewards; Visa Infinite; Visa Infinite Privilege; Visa UHNW;
        Visa Ultra High Net Worth; Visa Corporate; Visa Corporate T&E; Visa GSA Corporate T&E;
        Visa Government Corporate T&E; Visa Platinum; Visa Rewards; Visa Select; Visa Gold; Visa Purchasing;
        Visa Purchasing with Fleet; Visa Fleet; Visa GSA Purchasing; Visa GSA Purchasing with Fleet;
        Visa Government Purchasing; Visa Government Purchasing with Fleet; Visa Commercial Agriculture;
        Visa Commercial Transport; Visa Commercial Marketplace; Visa Business Loan; Commercial Loan;
        Government Services Loan; Visa Distribution; Visa B2B; Visa B2B Virtual Payments; Visa Commercial Choice Travel;
        Visa Commercial Choice Omni; Visa Large Purchase Advantage; Agriculture Maintenance Account;
        Agriculture Investment Loan; Construction; Brazil Cargo`),
      debit: names(`Visa Check Card; Visa Check Card II; Visa Business Check Card; Visa Electron; Electron; V Pay;
        Visa V PAY; Visa VPay; Visa Debit; Deferred Debit; Agriculture Debit Account/Electron; Interlink; Plus ATM`),
      prepaid: names(`Visa General Prepaid; Visa Prepaid Gift; Visa Prepaid Benefits; Visa Prepaid Commercial;
        Visa Prepaid Healthcare; Visa Healthcare; Visa Travel Money; Visa TravelMoney; Government Disbursement; Payroll;
        Private Label Prepaid; Visa Vale - Supermarket; Visa Vale - Fuel; Visa Vale - Restaurant;
        Commercial Transport EBT; Reloadable; Non-Reloadable`),
      oneShop: names(`Private Label; Private Label Basic; Private Label Standard; Private Label Enhanced;
        Private Label Specialized; Private Label Premium; Proprietary`),
    },
  },
  {
    source: "Mastercard",
    products: {
      credit: names(`Mastercard Standard; Standard Mastercard Card; Gold Mastercard Card; Platinum; Platinum Mastercard;
        Titanium Mastercard; World; World Mastercard Card; Mastercard New World; World Elite; World Elite Mastercard Card;
        World Elite Mastercard for Business; Mastercard World Elite Corporate Card; Mastercard Corporate World;
        Mastercard World Legend Business Card; World Signia; Mastercard Black; Mastercard World Black Edition;
        World Mastercard Rewards; World Rewards Edition; Mastercard World Domestic Affluent; Mastercard Unembossed;
        Mastercard Mixed; Mixed Product; Mastercard Credit Card (mixed BIN); Mastercard Electronic;
        Mastercard Electronic Basic Card; Mastercard Electronic Business; Mastercard Electronic Commercial;
        Mastercard Electronic Payment Account; Mastercard Premium Charge; Flex World Elite; Flex Platinum; Flex World;
        Flex Charge World Elite; Flex Charge Platinum; Flex Charge World; BusinessCard; Mastercard BusinessCard Card;
        Mastercard Executive BusinessCard Card; Mastercard Preferred BusinessCard; Mastercard Micro Business Card;
        Mastercard Business Credit Plus; Mastercard World Elite Business; Mastercard Corporate;
        Mastercard Corporate Executive Card; Mastercard Corporate (Meeting) Card; Mastercard Corporate Fleet Card;
        Mastercard Purchasing Card; Mastercard Professional Card; Middle Market Fleet Card;
        Middle Market Purchasing Card; Middle Market Corporate Card; Mastercard Government Commercial Card;
        Mastercard Public Sector Commercial Card; Mastercard Commercial Payments Account; Bill Pay Commercial;
        Mastercard Central Travel Solutions Air; Mastercard Central Travel Solutions Land; Mastercard Distribution Card;
        Mastercard Enterprise Solution; Mastercard Agro; Mastercard B2B Product 1; Mastercard B2B VIP 1;
        Mastercard Student Card; ISIC Mastercard Student Card; Mastercard Credit Standard Student Card;
        HELOC Platinum Mastercard; HELOC Standard Mastercard; Mastercard Installment Payments A;
        Mastercard Installments Card Premium; Mastercard Shop & Split Standard; Consumer Charge Card;
        Business Executive Charge Card; Consumer Elite Card; Digital Enablement Program; Digital Gold; Digital Platinum;
        Digital Standard; Digital Mastercard Black; Digital World Elite Exclusive;
        Nebula Consumer Credit Mass Affluent; Nebula Consumer Credit Ultra High Net Worth;
        Standard Retailer Centric Payments; World Retailer Centric Payments; European Regulated Individual Pay`),
      debit:
        names(`Cirrus; Cirrus Card; Mastercard Cirrus; Maestro; Maestro Card; Maestro Small Business; World Maestro;
        Maestro Gold Card; Maestro Platinum; Maestro Student Card; Maestro Delayed Debit; Standard Maestro Social;
        Standard Maestro Salary; Mastercard Salary Platinum; Mastercard Salary Standard; Debit Mastercard;
        Debit Standard; Debit Gold; Debit Platinum; Debit Other; Debit Brokerage; Debit Other 2 Embossed;
        Debit Mastercard (Enhanced); Debit Mastercard Unembossed; Debit Mastercard Student Card; Debit BusinessCard;
        Mastercard Professional Debit BusinessCard Card; Business Premium Debit; Business Debit Other Embossed;
        Commercial Debit; World Debit Embossed; World Elite Debit Mastercard; World Debit Mastercard Rewards;
        World Mastercard Black Edition Debit; Mastercard World Legend Debit; Premium Debit Mastercard;
        Titanium Debit Mastercard Card; Mastercard Select Debit; Mastercard CoBadge Debit;
        Mastercard Debit Financial Inclusion; Domestic Debit Brand; Digital Debit; Digital World Elite Debit;
        ACH for Consumer; HELOC Debit Standard; HELOC Debit Premium; Deferred Debit Mastercard;
        Debit Mastercard Gold Delayed Debit; Standard Debit Mastercard Salary; Standard Debit Mastercard Social;
        Mastercard Standard Card Immediate Debit; World Signia Immediate Debit; Mastercard Fleet Card Immediate Debit;
        Mastercard (mixed BIN) Immediate Debit; Mastercard New World Immediate Debit; Standard Deferred; World Deferred;
        Line of Credit or Offset Linked Card; Nebula Consumer Debit Super Premium; Mastercard ATM`),
      prepaid: names(`Prepaid; Mastercard Prepaid Card; Mastercard Prepaid General Spend; Mastercard Prepaid Gift;
        Mastercard Prepaid Debit Standard Gift; Mastercard Prepaid Payroll; Mastercard Prepaid Gold Payroll;
        Mastercard Prepaid Travel; Mastercard Platinum Prepaid Travel; World Prepaid Travel; World Prepaid Debit;
        Mastercard Prepaid Consumer; Mastercard Prepaid Consumer Incentive; Mastercard Prepaid Employee Incentive;
        Mastercard Prepaid Insurance; Mastercard Prepaid Other; Mastercard Prepaid Debit Standard Offer;
        Mastercard Prepaid Debit Standard Teen; Mastercard Prepaid Debit Standard Government;
        Mastercard Prepaid Debit Standard Government Disaster; Mastercard Prepaid Government Commercial Card;
        Mastercard Prepaid Flex Benefit; Mastercard Flex Prepaid; Mastercard Prepaid Workplace B2B;
        Mastercard Corporate Prepaid; Mastercard Prepaid Business Preferred; Mastercard Prepaid Student Card;
        Mastercard Prepaid Voucher; Prepaid MC Food; Prepaid MC Meal; Prepaid MC Debit Voucher Meal/Food Card;
        Mastercard Alimentacao (Food); Mastercard Refeicao (Meal); Mastercard Pedagio Prepaid Card;
        Mastercard Brazil General Benefits; Mastercard Brazil Benefit for Home Improvement; Healthcare Prepaid Non-Tax;
        HSA Substantiated; HSA Non-Substantiated; Mastercard Healthcare Credit Non-substantiated;
        Magna Health Access Card; Mastercard Humanitarian Prepaid; Mastercard Essential Prepaid;
        Mastercard Essential Prepaid Credit; Mastercard Credit Prepaid Platinum; Prepaid Installment Payments A;
        Prepaid Maestro Gift Card; Prepaid Maestro Emergency Assistance Card; MCElectronic Prepaid Consumer Non US;
        Mastercard Commercial Reward Funding; Mastercard Rewards Only; Mastercard Cash;
        Prepaid Mastercard Consumer Promotion Card`),
      oneShop: names(`Private Label; Private Label Hipercard; Private Label Trade Program; Merchant-Branded Program;
        White Label Routing; Proprietary Credit Card; Common Proprietary Swedish Credit Card`),
    },
  },
  {
    source: "Discover and American Express",
    products: {
      credit: names(`Consumer Credit - Rewards; Commercial Credit; Consumer Credit - Premium; Consumer Credit - Core;
        Commercial Credit - Executive Business; Consumer Credit - Premium Plus; Discover PayPal; Non-US; Centurion; Green;
        Optima; Blue Cash; Delta SkyMiles; Costco Cash Rebate; Gold Cash Back; Aeroplan Plus Platinum`),
      debit: names("Consumer Debit; Commercial Debit"),
      prepaid: names(`Prepaid Gift; Prepaid ID known; Commercial Prepaid - Non-Reloadable; US Reloadable;
        Non-US Reloadable; US Stored Value; Non-US Stored Value; American Express Gift Card`),
      oneShop: names("Private Label Credit"),
    },
  },
  {
    source: "BIN tables",
    products: {
      credit: names(`CLASSIC; STANDARD; PRESTIGE; PLATINUM; GOLD; GOLD PREMIUM; BUSINESS; CORPORATE; CORPORATE CARD;
        CORPORATE T&E; CORPORATE PURCHASING; PURCHASING; PURCHASING WITH FLEET; FLEET; INFINITE; SIGNATURE; TRADITIONAL;
        TRADITIONAL REWARDS; PERSONAL; PREMIER; PREMIUM; PREMIUM PLUS; PLATINUM PLUS; PLUS ELITE; CREDIT PLUS; TITANIUM;
        BLACK; ENHANCED; WORLD; NEW WORLD; WORLD ELITE; WORLD MASTERCARD; STAR ALLIANCE; MULTI-CURRENCY; CHARGE; CREDIT;
        REWARDS; SMALL BUSINESS; ELECTRONIC; GIFTED; SAVINGS SECURED`),
      debit: names(`DEBIT; DEBIT CARD; DEBITCARD; DANKORT; VISA/DANKORT; READY DEBIT; ELECTRON; VISA CHECK CARD;
        VISACHECKCARD; MASTERMONEY; CIRRUS; MAESTRO; PLUS; VISA PLUS; PLUS/STAR; STAR; STAR NORTHEAST; PULSE; NYCE; ACCEL;
        SHAZAM; AFFN; JEANIE; CU24; VISA DELTA; DELTA; SOLO; SWITCH; INTERAC; EFTPOS; BANCONTACT; GIROCARD; ATM;
        PROPRIETARY ATM; CHECKING; SAVINGS; Tarjeta de débito; Cartão de Débito; Carta di debito; Carte de débit;
        Debitkarte; Debetkaart; karta debetowa; Banka Kartı; Дебетовая; 借记卡`),
      prepaid: names(`PREPAID RELOADABLE; PREPAID BUSINESS; PREPAID GOVERNMENT; PREPAID PAYROLL; PREPAID ANONYMOUS;
        PREPAID CLASSIC; CREDIT BUSINESS PREPAID; PRE-PAID; GIFT; GIFT CARD; GIFTCARD; TRAVEL MONEY; PAYROLL; EBT; HSA;
        FSA; INCENTIVE; Tarjeta prepago; Cartão pré-pago; Carta prepagata; Carte prépayée; Предоплаченная; 预付卡`),
      oneShop: names(`PRIVATE LABEL; PRIVATELABEL; PLCC; PROPRIETARY; CLOSED LOOP; STORE; STORE CARD; HOUSE CARD;
        IN-HOUSE`),
    },
  },
  {
    source: "Trade names",
    products: {
      credit: names(`SIGNATURE REWARDS; CASH BACK; CASH REWARDS; TRAVEL REWARDS; WORLD CUP; DISCOVER IT; BUSINESS PLUS;
        CLASSIC PLUS; SECURED; UNSECURED; COLLEGE; WORLD TRAVELER; LOW RATE; BALANCE TRANSFER; GUEST PREFERRED; RETAIL`),
      debit:
        names(`Everyday Check Card; Business Checking; Cheque Card; PIN-less; ATM CARD; CASH CARD; Girocard/Maestro;
        EC-Karte; Bankomatkarte; PostFinance Card; Postamat; Laser; Carta Bancomat; Instant Debit; Money Market;
        Share Draft; Maestro/Cirrus; NYCE Network; STAR Systems; PULSE EFT; Solo UK; Interac Flash; eftpos Australia`),
      prepaid:
        names(`Visa Buxx; Visa Payroll; Visa Incentive; Vanilla Visa; American Express Serve; Bluebird; Green Dot;
        Cash Passport; Traveler's Cheque Card; Forex Card; Pay Card; Health Savings; Flexible Spending; Dependent Care;
        Transit Benefit; SNAP EBT; Child Support; Youth; Postepay; Carta ricaricabile; Tarjeta regalo; Geschenkkarte;
        Stored-Value; Pre Paid; General Purpose Reloadable; Open Loop Gift; Closed Loop Gift; Ticket Restaurant`),
      oneShop: names("Retail Card; Fuel Card; Department Store; Single Merchant; Proprietary Card; Store-Only"),
    },
  },
];

/** Every product of a kind, each once. */
export const productsOf = (kind: ProductKind): string[] => [
  ...new Set(PRODUCT_LISTS.flatMap(({ products }) => products[kind])),
];
