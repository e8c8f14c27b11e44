/**
 * States and provinces of the two countries where a surcharge depends on them, so that a misspelt name is noticed in the
 * page and not taken for a place. Codes are ISO 3166-2 without the country; the service knows the same names.
 */
const NAMES: Readonly<Record<string, string>> = {
  US:
    "AL alabama,AK alaska,AZ arizona,AR arkansas,CA california,CO colorado,CT connecticut,DE delaware," +
    "DC district of columbia,FL florida,GA georgia,HI hawaii,ID idaho,IL illinois,IN indiana,IA iowa,KS kansas," +
    "KY kentucky,LA louisiana,ME maine,MD maryland,MA massachusetts,MI michigan,MN minnesota,MS mississippi," +
    "MO missouri,MT montana,NE nebraska,NV nevada,NH new hampshire,NJ new jersey,NM new mexico,NY new york," +
    "NC north carolina,ND north dakota,OH ohio,OK oklahoma,OR oregon,PA pennsylvania,RI rhode island," +
    "SC south carolina,SD south dakota,TN tennessee,TX texas,UT utah,VT vermont,VA virginia,WA washington," +
    "WV west virginia,WI wisconsin,WY wyoming,PR puerto rico,GU guam,VI virgin islands,VI us virgin islands," +
    "AS american samoa,MP northern mariana islands",
  CA:
    "AB alberta,BC british columbia,MB manitoba,NB new brunswick,NL newfoundland and labrador,NS nova scotia," +
    "NT northwest territories,NU nunavut,ON ontario,PE prince edward island,QC quebec,SK saskatchewan,YT yukon",
};

const plain = (name: string) =>
  name
    .normalize("NFD")
    .replace(/[\u0300-\u036f.]/g, "")
    .toLowerCase();

/** True where the service needs a state or province for the country. */
export const needsState = (country: string | null): boolean => country !== null && country in NAMES;

/**
 * The form in which a state is sent: a code, or for other countries what was given.
 *
 * @param country upper case, or null when it is not chosen yet
 * @returns null when it cannot be a state of that country
 */
export function readState(text: string, country: string | null): string | null {
  const code = /^(?:[a-z]{2}-)?([a-z0-9]{1,3})$/i.exec(text)?.[1];
  if (code !== undefined) return code.toUpperCase();
  const names = country === null ? undefined : NAMES[country];
  if (names === undefined) return /^[\p{L}\p{M} .'’-]{1,64}$/u.test(text) ? text : null;
  const wanted = plain(text);
  return (
    names
      .split(",")
      .find((entry) => entry.slice(3) === wanted)
      ?.slice(0, 2) ?? null
  );
}
