/** What an operator sends for a plain shop in mode `test`, with a key for its gateway. */
export const SHOP_SETTINGS = {
  name: "Shop",
  mode: "test",
  gateway: "koipay_sandbox",
  gatewayKey: "api_key_of_the_shop",
  origins: ["https://shop.example"],
  place: { country: "US", state: "IL" },
  currency: "USD",
};
