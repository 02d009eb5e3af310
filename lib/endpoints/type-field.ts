/** The name of a type's checkbox: each has one of its own, for a form sends one text by name. */
export const typeField = (type: string) => `type ${type}`;
