// Requests to the API. Every failure becomes a Problem.

import {giveZoneUp} from "./zone.js";

const BASE = "api/v1/";  // relative: a reverse proxy may publish the page below a path
const PREFIX = "urn:broadtape:problem:";

// kind: the last word of the API's problem type (query, parameter, busy, ...), or "unreachable" if there is no
// response.
export class Problem extends Error {
  constructor(members) {
    super(members.detail || members.title);
    Object.assign(
      this,
      {kind: "", status: 0, title: "", detail: "", hint: "", parameter: "", position: null, retryAfter: 0},
      members,
    );
  }
}

async function problemOf(response) {
  let told = {};
  try {
    told = await response.json();
  } catch {
    // A proxy's error page or a broken connection: only the status is available.
  }
  const type = typeof told.type === "string" ? told.type : "";
  return new Problem({
    kind: type.startsWith(PREFIX) ? type.slice(PREFIX.length) : "other",
    status: response.status,
    title: told.title || `The server answers with status ${response.status}`,
    detail: told.detail || "",
    hint: told.hint || "",
    parameter: told.parameter || "",
    position: Number.isInteger(told.position) ? told.position : null,
    retryAfter: Number(response.headers.get("Retry-After")) || 0,
  });
}

export function apiUrl(path, params) {
  const query = params?.toString();
  return BASE + path + (query ? `?${query}` : "");
}

// The answer's JSON. Throws a Problem; an aborted request throws the AbortError unchanged.
export async function ask(path, params, signal) {
  try {
    const response = await fetch(apiUrl(path, params), {signal, headers: {Accept: "application/json"}});
    if (!response.ok) {
      const problem = await problemOf(response);
      if (problem.parameter !== "timezone") throw problem;
      giveZoneUp();
      params.delete("timezone");
      return await ask(path, params, signal);
    }
    return await response.json();
  } catch (error) {
    if (error instanceof Problem || error.name === "AbortError") throw error;
    throw new Problem({kind: "unreachable", title: "The server does not answer", detail: ""});
  }
}

// Whether the error only means that the request was aborted.
export function isAbort(error) {
  return error?.name === "AbortError";
}
