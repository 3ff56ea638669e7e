// The HTTP API, typed by schemas/openapi.yaml: `await take(api.GET("/v1/sources"))` gives the body or throws an ApiError.
import createClient from "openapi-fetch";
import type { components, paths } from "../generated/api";
import { language } from "../words/language";
import { ApiError, type Problem, retryAfterOf } from "./problem";

export type Schemas = components["schemas"];

const PATIENCE = 120_000; // ms until an answer begins; a gateway that takes longer counts as unreachable

export const api = createClient<paths>({
  fetch: async (request: Request) => {
    const abort = new AbortController();
    const stop = () => abort.abort();
    request.signal.addEventListener("abort", stop);
    const clock = setTimeout(stop, PATIENCE);
    try {
      return await fetch(request, { signal: abort.signal });
    } catch (cause) {
      if (request.signal.aborted) throw cause;
      throw new ApiError(0, null, "");
    } finally {
      clearTimeout(clock);
    }
  },
});

api.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", language.get());
    return request;
  },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "title" in value && "status" in value;
}

/** The body and the head of the answer. */
export async function takeWhole<T>(asked: Promise<Answer<T>>): Promise<{ data: T; response: Response }> {
  const { data, error, response } = await asked;
  if (response.ok) return { data: data as T, response };
  const retryAfter = retryAfterOf(response.headers.get("retry-after"), Date.now());
  throw new ApiError(response.status, isProblem(error) ? error : null, response.headers.get("x-request-id") ?? "", retryAfter);
}

export async function take<T>(asked: Promise<Answer<T>>): Promise<T> {
  return (await takeWhole(asked)).data;
}
