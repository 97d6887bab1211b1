// Texts with values, in the plural form that a number asks for.

/**
 * "Starting over in {seconds} s" with its values.
 * @param {string} template @param {Record<string, string | number>} values @returns {string}
 */
export function filled(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * The text `key` for a number of things, which fills `{count}`. `texts` has the general form as `key`
 * and others as `key.one` and so on (`i18n.forms`); the categories are those of CLDR in any browser.
 * @param {Record<string, string>} texts @param {string} key @param {string} lang
 * @param {number} count @returns {string}
 */
export function counted(texts, key, lang, count) {
  const category = new Intl.PluralRules(lang).select(count);
  return filled(texts[`${key}.${category}`] ?? texts[key], { count });
}
