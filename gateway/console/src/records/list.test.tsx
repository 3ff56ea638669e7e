import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { navigate } from "../app/router";
import { FilterField, Filters, Pager, useQuery } from "./list";
import { comuneCode, comuneNames } from "./sources";

const NAMES = ["record_id", "since", "until"] as const;

function List() {
  const query = useQuery(NAMES);
  return (
    <>
      <Filters names={NAMES} typed={["record_id"]}>
        <FilterField name="record_id" label="Numero" value={query.record_id} />
        <FilterField name="since" type="date" label="Dal" value={query.since} />
        <FilterField name="until" type="date" label="Al" value={query.until} />
      </Filters>
      <p role="status">{JSON.stringify(query)}</p>
      <Pager next="2" />
    </>
  );
}

const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label);
const apply = () => fireEvent.click(screen.getByRole("button", { name: "Filtra" }));
const shown = () => JSON.parse(screen.getByRole("status").textContent ?? "") as Record<string, string>;

describe("Filters", () => {
  beforeEach(() => {
    navigate("/console/quarantine", { typed: {} });
    render(<List />);
  });
  afterEach(cleanup);

  it("keep days in the address and free text out of it", () => {
    fireEvent.input(field("Numero"), { target: { value: "Rossi Maria" } });
    fireEvent.input(field("Dal"), { target: { value: "2026-01-02" } });
    apply();
    expect(location.search).toBe("?since=2026-01-02");
    expect(shown()).toEqual({ record_id: "Rossi Maria", since: "2026-01-02", until: "" });
    expect(field("Numero").value).toBe("Rossi Maria");
    fireEvent.click(screen.getByRole("link", { name: "Togli i filtri" }));
    expect(shown()["record_id"]).toBe("");
  });
  it("refuse the code of a person, and days in the wrong order", () => {
    fireEvent.input(field("Numero"), { target: { value: "rssmra80a01f205x" } });
    fireEvent.input(field("Dal"), { target: { value: "2026-01-02" } });
    fireEvent.input(field("Al"), { target: { value: "2026-01-01" } });
    apply();
    expect(location.search).toBe("");
    expect(shown()["record_id"]).toBe("");
    expect(field("Numero").getAttribute("aria-invalid")).toBe("true");
    expect(field("Al").getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(field("Numero"));
  });
});

describe("Comuni", () => {
  const names = new Map([
    ["016024", "Bergamo"],
    ["B1", "Ambito di Bergamo"],
    ["016009", "Ambivere"],
    ["016128", "Almè"],
  ]);
  it("are found by name or code", () => {
    expect(comuneCode(" ambivere ", names)).toBe("016009");
    expect(comuneCode("ALME'", names)).toBe("016128");
    expect(comuneCode("016999", names)).toBe("016999");
    expect(comuneCode("Ambito di Bergamo", names)).toBeNull();
    expect(comuneCode("abc", names)).toBeNull();
  });
  it("are listed without the Ambiti", () => {
    expect(comuneNames(names)).toEqual(["Almè", "Ambivere", "Bergamo"]);
  });
});
