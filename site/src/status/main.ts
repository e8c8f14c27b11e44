/** The entry of the status page: draws into the page's `main` element. */
const place = document.querySelector("#status");
if (place !== null) {
  const heading = document.createElement("h1");
  heading.textContent = "Status";
  place.append(heading);
}
