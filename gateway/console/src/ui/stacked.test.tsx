import { cleanup, render } from "@testing-library/preact";
import { afterEach, expect, it } from "vitest";
import { stacked } from "./stacked";

afterEach(cleanup);

function Rows({ heads, rows }: { heads: string[]; rows: string[] }) {
  return (
    <table ref={stacked} class="grid stacked">
      <thead>
        <tr>
          {heads.map((head, at) => (
            <th key={at} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            <th scope="row">{row}</th>
            <td>{row.length}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const headsOf = (container: Element): (string | null)[] => [...container.querySelectorAll("td")].map((cell) => cell.getAttribute("data-head"));

it("every cell has the head of its column, of rows that come later and in another language, too", async () => {
  const { container, rerender } = render(<Rows heads={["Nome", "Lettere"]} rows={["anna"]} />);
  expect(headsOf(container)).toEqual(["Lettere"]);
  rerender(<Rows heads={["Name", "Letters"]} rows={["anna", "bruno"]} />);
  await new Promise((done) => setTimeout(done));
  expect(headsOf(container)).toEqual(["Letters", "Letters"]);
  expect(container.querySelectorAll("[role=rowheader], [role=cell]").length).toBe(4);
});
