// Sends the day that is meant by all steps made so far, however many came before the page is
// drawn anew. clicks.js counts them.
const DAY_MS = 86_400_000;

export default function ({ data, setTriggerValue }) {
  // This may come before clicks.js, too.
  const steps = ((window.k2Steps ??= {})[data.of] ??= { left: 0, nth: 0 });
  const { meant, shown } = steps;
  // A step that is still on its way goes on from where it leads; the page may show one before it.
  // Where the page went elsewhere meanwhile, it is of no more account.
  const onItsWay =
    meant &&
    data.stepped !== steps.nth &&
    (data.stepped >= meant.since || (data.stepped === shown.stepped && data.day === shown.day));
  if (!onItsWay) steps.meant = null;
  steps.shown = data;
  const send = () => {
    const from = steps.meant?.day ?? data.day;
    const to = Date.parse(from) + steps.left * data.days * DAY_MS;
    const [first, last] = [data.first, data.last].map(Date.parse);
    const day = new Date(Math.min(Math.max(to, first), last)).toISOString().slice(0, 10);
    steps.left = 0;
    if (day === from) return;
    steps.nth += 1;
    steps.meant = { day, since: steps.meant?.since ?? steps.nth };
    setTriggerValue("step", { day, nth: steps.nth });
  };
  steps.send = send;
  if (steps.left) send();
  // On another page nobody would hear it.
  return () => {
    if (steps.send === send) steps.send = null;
  };
}
