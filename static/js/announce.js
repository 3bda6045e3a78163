/* What a person who hears the page is told without moving there. */
export const announce = (text) => {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = text;
};
