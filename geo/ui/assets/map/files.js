// The published files of all maps of a build (geo/ui/widgets/map_files.py): each is requested once.

/** @type {Map<string, { asked: Promise<any>, value?: any }>} */
const known = new Map(); // by address

/**
 * A file's JSON value; requested again after a failure.
 * @param {string} folder @param {string} name @returns {Promise<any>}
 */
export function ask(folder, name) {
  return askAt(`${folder}/${name}.json`);
}

/**
 * A file's JSON value if it is loaded already.
 * @param {string} folder @param {string} name @returns {any}
 */
export function have(folder, name) {
  return haveAt(`${folder}/${name}.json`);
}

/** @param {string} address @returns {Promise<any>} */
export function askAt(address) {
  const found = known.get(address);
  if (found) return found.asked;
  /** @type {{ asked: Promise<any>, value?: any }} */
  const entry = { asked: load(address) };
  entry.asked.then((value) => { entry.value = value; }, () => known.delete(address));
  known.set(address, entry);
  return entry.asked;
}

/** @param {string} address @returns {any} */
export function haveAt(address) {
  return known.get(address)?.value;
}

/** @param {string} address */
async function load(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} cannot be loaded (${answer.status})`);
  return answer.json();
}
