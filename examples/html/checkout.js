const form = document.querySelector("#checkout");
const surcharge = form.querySelector("card-surcharge");

const tokenizer = new window.Tokenizer({
  url: "http://localhost:8788",
  apikey: "pub_sandbox_demo",
  container: "#card-form",
  settings: { payment: { types: ["card"], card: { requireCVV: true } } },
  // A success arrives here only once nothing is added or the shopper has accepted.
  submission(response) {
    if (response.status === "success") pay(response);
  },
});

// Runs at once, or as soon as the element's script has loaded.
(window.cardSurcharge ??= []).push((element) => element.connect(tokenizer));

form.querySelector("#state").addEventListener("change", ({ target }) => surcharge.setAttribute("state", target.value));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  // If the script could not be loaded, the card is taken all the same, and the base amount is charged.
  if (surcharge.review) surcharge.review().catch(() => {});
  else tokenizer.submit();
});

/** Here the token and the quote go to the shop's server. */
function pay({ token, surcharge: offer }) {
  form.querySelector("output").textContent = JSON.stringify({ token, quote: offer?.quote, total: offer?.totalAmount });
}
