/** Italian. */
import type { LocaleTexts } from "../schema.ts";

export const it: LocaleTexts = {
  locale: "it",
  dir: "ltr",
  gap: " ",
  labels: {
    title: "Sovrapprezzo carta",
    base: "Prima del sovrapprezzo",
    surcharge: "Sovrapprezzo ({rate})",
    surchargeTax: "Imposta sul sovrapprezzo",
    total: "Nuovo totale",
    accept: "Accetta il sovrapprezzo",
    decline: "Usa un’altra carta",
    accepted: "Sovrapprezzo accettato.",
    declined: "Nessun sovrapprezzo accettato. Inserisci un altro numero di carta.",
    details: "Informazioni sul sovrapprezzo",
    pending: "Verifica della carta in corso…",
    preview: "Sembra una carta {brand}. L’eventuale sovrapprezzo viene mostrato prima del pagamento.",
    previewNone: "Sembra una carta {brand}. Non è previsto alcun sovrapprezzo.",
    expired: "La verifica della carta è scaduta. Verrà ripetuta prima del pagamento.",
    choice: "Accettare il sovrapprezzo o usare un’altra carta.",
    frameTitle: "Dati della carta",
    challengeTitle: "Controllo di sicurezza",
  },
  cards: {
    credit: "{brand} di credito",
    charge: "{brand} a saldo",
    debit: "{brand} di debito",
    prepaid: "{brand} prepagata",
    unknown: "{brand}",
  },
  bareCards: {
    credit: "carta di credito",
    charge: "carta a saldo",
    debit: "carta di debito",
    prepaid: "carta prepagata",
  },
  identified: "Identificata come {card}.",
  identifiedHouse: "Identificata come {card}, carta {programme}.",
  sentences: {
    off: "{store} non applica alcun sovrapprezzo.",
    address: "L’indirizzo è incompleto, quindi non viene applicato alcun sovrapprezzo.",
    unchecked: "Al momento non è stato possibile verificare la carta, quindi non viene applicato alcun sovrapprezzo.",
    slow: "La verifica della carta ha richiesto troppo tempo, quindi non viene applicato alcun sovrapprezzo.",
    offline:
      "Senza connessione non è stato possibile verificare la carta, quindi non viene applicato alcun sovrapprezzo.",
    method: "Questo metodo di pagamento non comporta sovrapprezzo.",
    uncertain:
      "Non è stato possibile identificare la carta con certezza, quindi non viene applicato alcun sovrapprezzo.",
    prepaid: "Le carte prepagate non comportano sovrapprezzo.",
    debit: "Le carte di debito non comportano sovrapprezzo.",
    card: "A questa carta non viene applicato alcun sovrapprezzo.",
    customer: "Al suo account non viene applicato alcun sovrapprezzo.",
    place: "Per questo indirizzo non viene applicato alcun sovrapprezzo.",
    currency: "In questa valuta non viene applicato alcun sovrapprezzo.",
    unconfirmed:
      "Non è stato possibile confermare se sia previsto un sovrapprezzo, quindi non ne viene applicato alcuno.",
    sale: "A questo acquisto non viene applicato alcun sovrapprezzo.",
    small: "A questo importo non viene applicato alcun sovrapprezzo.",
    eligible:
      "{store} applica un sovrapprezzo di {surcharge} ({rate}), nuovo totale {total}. È possibile accettarlo o usare un’altra carta.",
    eligibleTax:
      "{store} applica un sovrapprezzo di {surcharge} ({rate}) più {tax} di imposta, nuovo totale {total}. È possibile accettarlo o usare un’altra carta.",
    eligibleRate: "{store} applica un sovrapprezzo del {rate}. È possibile accettarlo o usare un’altra carta.",
    reenter: "Il tempo per l’inserimento della carta è scaduto. Inserire di nuovo la carta.",
    challenge: "Completare il controllo di sicurezza. Fino ad allora non viene applicato alcun sovrapprezzo.",
  },
  notice: {
    upTo: "{store} applica alle carte di credito ({brands}) un sovrapprezzo fino al {rate}. Le carte di debito e prepagate non comportano sovrapprezzo.",
    mayApply:
      "{store} può applicare un sovrapprezzo alle carte di credito ({brands}), a seconda dell’indirizzo. Le carte di debito e prepagate non comportano sovrapprezzo.",
    cost: "{store} dichiara che il sovrapprezzo non supera quanto paga per accettare queste carte.",
  },
  disclosure: {
    amount: "{store} applica questo sovrapprezzo di {surcharge} ({rate}). Vale solo per le carte di credito.",
    rate: "{store} applica questo sovrapprezzo del {rate}. Vale solo per le carte di credito.",
    taxAmount: "Imposta sul sovrapprezzo: {tax}.",
    tax: "Al sovrapprezzo si aggiunge un’imposta.",
    cost: "{store} dichiara che il sovrapprezzo non supera quanto paga per accettare questa carta.",
    debitFree: "Nessun sovrapprezzo per carte di debito o prepagate.",
    methods: "Nessun sovrapprezzo con: {methods}.",
  },
  methods: {
    bank: "pagamento dal conto bancario",
    cash: "contanti",
    check: "assegno",
    invoice: "pagamento con fattura",
  },
};
