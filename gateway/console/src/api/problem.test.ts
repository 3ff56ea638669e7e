import { expect, test } from "vitest";
import { ApiError, errorInWords, type Problem, retryAfterOf } from "./problem";

const problem = (part: Partial<Problem>): Problem => ({ type: "about:blank", status: 409, ...part }) as Problem;

test("Retry-After holds seconds or a date; nonsense counts as none", () => {
  const now = Date.parse("2026-11-30T10:00:00Z");
  expect(retryAfterOf("120", now)).toBe(120);
  expect(retryAfterOf("Mon, 30 Nov 2026 10:00:30 GMT", now)).toBe(30);
  expect(retryAfterOf("Mon, 30 Nov 2026 09:00:00 GMT", now)).toBe(0);
  expect(retryAfterOf("soon", now)).toBe(0);
  expect(retryAfterOf(null, now)).toBe(0);
});

test("a problem with an unknown code is shown in the words of its answer", () => {
  const error = new ApiError(409, problem({ code: "made-up" as never, title: "Il passo non è possibile", detail: "Manca la firma." }), "1");
  expect(errorInWords(error, "it")).toEqual({ title: "Il passo non è possibile", text: "Manca la firma." });
});

test("an answer of a proxy is shown with its status, and whether anything was done", () => {
  const said = errorInWords(new ApiError(502, null, ""), "it");
  expect(said.text).toContain("502");
  expect(said.text).toContain("Non si sa se la richiesta è stata eseguita");
  expect(errorInWords(new ApiError(418, null, ""), "en").text).toContain("418");
});
