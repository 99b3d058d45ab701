// Asks for the timeline of a search and of those that it is compared with; a single day is counted by hours.
import {ask} from "./api.js";
import {companyName} from "./companies.js";
import {filterText} from "./filters.js";
import {articleParams, emptyState, hasSearch} from "./view_state.js";

const ALL_TIME = "1600";
const DAY_MS = 86_400_000;
const HOURS = Array.from({length: 24}, (_, hour) => String(hour).padStart(2, "0"));
const VERSUS = /^(.+?)\s+vs\.?\s+(.+)$/i;

// {by, series}, as the API has it. With by = "hour", the periods are the hours of `day` and of the days beside it.
export async function askTimeline(state, signal) {
  const params = common(state);
  for (const text of queries(state)) params.append("q", text);
  const answer = await ask("timeline", params, signal);
  const {periods} = answer.series[0];
  if (answer.by !== "day" || periods.length !== 1) return answer;
  return (await askHours(state, periods[0].period, answer, signal)) ?? answer;
}

// The parameters that all of the searches share. The companies are a part of the search that is compared.
function common(state) {
  const params = articleParams(state, state.vs.length ? ["q", "ticker"] : ["q"]);
  if (!hasSearch(state)) params.set("since", ALL_TIME);
  return params;
}

function queries(state) {
  if (!state.vs.length) return state.q.trim() ? [state.q] : [];
  const companies = state.ticker.map((value) => filterText({field: "ticker", value})).join(" OR ");
  const own = [state.q.trim(), companies].filter(Boolean).map((text) => (state.q.trim() && companies ? `(${text})` : text));
  return [own.join(" "), ...state.vs];
}

// Null if no article of the day has a time.
async function askHours(state, day, answer, signal) {
  const days = [-1, 0, 1].map((by) => new Date(Date.parse(`${day}T00:00Z`) + by * DAY_MS).toISOString().slice(0, 10));
  const texts = state.vs.length ? queries(state) : [state.q];
  const ofDays = (own, text) => Promise.all(days.map((one) => askDay(own, text, one, signal)));
  // What shares are of: a search alone is not drawn as shares.
  const [totals, ...counts] = await Promise.all([
    state.vs.length ? ofDays({...emptyState(), as_of: state.as_of}, "") : days.map(() => new Map()),
    ...texts.map((text) => ofDays(state, text)),
  ]);
  if (!counts.some(([, own]) => own.size)) return null;
  const periodsOf = (own) =>
    days.flatMap((one, at) =>
      HOURS.map((hour) => {
        const [count, total] = [own[at].get(hour) ?? 0, totals[at].get(hour) ?? 0];
        const share = total ? (100 * count) / total : null;
        return {period: `${one}T${hour}`, begin: one, end: one, count, total, share, isBeside: one !== day};
      }),
    );
  return {...answer, by: "hour", day, series: answer.series.map((one, i) => ({...one, periods: periodsOf(counts[i]), peaks: []}))};
}

// The articles of a day by hour.
async function askDay(state, text, day, signal) {
  const params = articleParams(state, state.vs.length ? ["q", "ticker", "since", "until"] : ["q", "since", "until"]);
  if (text.trim()) params.set("q", text);
  for (const [name, value] of Object.entries({since: day, until: day, by: "hour", limit: "0", sort: "value"}))
    params.set(name, value);
  const answer = await ask("facets", params, signal);
  return new Map(answer.facets.hour.values.map(({value, count}) => [value, count]));
}

// What the timeline calls the search, and each that it is compared with.
export function seriesNames(state) {
  const own = [state.q.trim(), ...state.ticker.map((symbol) => companyName(symbol) || symbol)].filter(Boolean);
  return [own.join(", ") || "All articles", ...state.vs.map(nameOf)];
}

function nameOf(text) {
  const symbol = /^ticker:(\S+)$/.exec(text)?.[1];
  return (symbol && companyName(symbol)) || text;
}

// What suggests itself for a comparison: `oil vs gas` in the box, or the companies among which articles are searched.
export function comparison({q, ticker}) {
  const [, one, other] = VERSUS.exec(q.trim()) ?? [];
  if (one) return {q: one, vs: [other]};
  return ticker.length > 1 ? {vs: ticker.map((value) => filterText({field: "ticker", value}))} : null;
}
