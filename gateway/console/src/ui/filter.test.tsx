import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { navigate } from "../app/router";
import { FilterBox, hasWords, usePageFilter } from "./filter";

describe("hasWords", () => {
  it("looks for every word, in any order and letter case", () => {
    const fits = hasWords("  Domicil ANZ ");
    expect(fits("anziani: assistenza domiciliare")).toBe(true);
    expect(fits("anziani: pasti")).toBe(false);
  });
  it("without words lets every line through", () => {
    expect(hasWords(" ")("")).toBe(true);
  });
});

function PageList() {
  const filter = usePageFilter();
  return (
    <FilterBox id="some-filter" label="Filtro" value={filter}>
      <p role="status">{["asilo", "pasti"].filter(hasWords(filter)).join()}</p>
    </FilterBox>
  );
}

describe("FilterBox", () => {
  beforeEach(() => navigate("/console/tables?open=1", { replace: true }));
  afterEach(cleanup);
  it("keeps the filter of a page beside its address, which never has what was typed", () => {
    navigate("/console/tables?open=1&filter=pasti", { replace: true });
    render(<PageList />);
    const box = screen.getByLabelText<HTMLInputElement>("Filtro");
    expect(box.value).toBe("pasti");
    fireEvent.input(box, { target: { value: "asi" } });
    expect(screen.getByRole("status").textContent).toBe("asilo");
    expect(location.search).toBe("?open=1");
    expect(JSON.stringify(history.state)).not.toContain("asi");
    fireEvent.input(box, { target: { value: "" } });
    expect(screen.getByRole("status").textContent).toBe("asilo,pasti");
  });
  it("gives the text to its owner instead, if there is one", () => {
    let text = "";
    render(<FilterBox id="x" label="Filtro" value="" onChange={(value) => (text = value)} />);
    fireEvent.input(screen.getByLabelText("Filtro"), { target: { value: "asilo" } });
    expect(text).toBe("asilo");
    expect(location.search).toBe("?open=1");
  });
});
