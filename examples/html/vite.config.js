/** The page's own server is the sample shop of `npm start`. */
export default { server: { proxy: { "/pay": "http://localhost:8789" } } };
