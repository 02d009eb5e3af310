/** The error page runs in the browser, where no catalogue is loaded; English only, like the fault it reports. */
export const ERROR_WORDS = {
  title: "Something went wrong on our side",
  text: "It is not your fault. Please try again; if it happens once more, send us the reference below.",
  reference: "Reference",
  retry: "Try again",
};
