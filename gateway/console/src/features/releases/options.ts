// ECharts options of a figure. Hidden cells are never drawn as a length: bars get a hatched band over the whole width with the
// word on it, lines an empty diamond on the axis.
import type { BarSeriesOption, LineSeriesOption } from "echarts/charts";
import type { GridComponentOption, TooltipComponentOption } from "echarts/components";
import type { ComposeOption } from "echarts/core";
import type { Cell } from "./cube";
import type { Figure } from "./figures";

export type Option = ComposeOption<BarSeriesOption | LineSeriesOption | GridComponentOption | TooltipComponentOption>;

export interface Style {
  scale: number; // the largest number that all figures on the same scale have
  isSmall: boolean;
  hidden: string; // the word
  hatch: HTMLCanvasElement | null; // repeated over the band of a hidden bar; null: plain grey
  format: (value: number) => string;
}

const FONT = "'Titillium Web', sans-serif";
const INK = "#17324d";
const SOFT = "#455a6f";
const FIRST = "#0066cc";
const SECOND = "#995c00";

const sizeOf = (style: Style): number => (style.isSmall ? 11 : 13);
const numberOf = (cell: Cell | undefined): number | null => (typeof cell === "number" ? cell : null);

function common(figure: Figure, style: Style): Option {
  return {
    animation: false,
    textStyle: { fontFamily: FONT, color: INK, fontSize: style.isSmall ? 11 : 13 },
    grid: { left: 4, right: style.isSmall ? 36 : 64, top: 8, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      axisPointer: { type: figure.kind === "lines" ? "line" : "shadow" },
      textStyle: { fontFamily: FONT, fontSize: 13, color: INK },
      formatter: (given) => {
        const [first] = Array.isArray(given) ? given : [given];
        const row = figure.rows[first?.dataIndex ?? 0];
        if (!row) return "";
        const text = (cell: Cell) => (typeof cell === "number" ? style.format(cell) : cell === "hidden" ? style.hidden : "–");
        return [row.name, ...row.cells.map((cell, at) => `${figure.series[at] ?? ""}: ${text(cell)}`)].join("\n");
      },
    },
  };
}

function valueAxis(style: Style, least: number, isBare = false) {
  return {
    type: "value" as const,
    min: least,
    max: style.scale,
    axisLabel: { show: !isBare, color: SOFT, fontSize: sizeOf(style), hideOverlap: true, formatter: (value: number) => style.format(Math.abs(value)) },
    interval: style.scale / (style.isSmall ? 1 : 5),
    splitLine: { lineStyle: { color: "#e4e7ea" } },
  };
}

function categoryAxis(names: string[], style: Style, inverse: boolean) {
  return {
    type: "category" as const,
    data: names,
    inverse,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: "#8a9bab" } },
    axisLabel: { color: INK, fontSize: sizeOf(style), interval: 0, width: style.isSmall ? 110 : 230, overflow: "truncate" as const },
  };
}

/** One column of cells as bars to one side, and the bands of those that are hidden. */
function barSeries(figure: Figure, at: number, sign: 1 | -1, color: string, style: Style): BarSeriesOption[] {
  const cells = figure.rows.map((row) => row.cells[at]);
  const position = sign === 1 ? "right" : "left";
  const bar = { type: "bar" as const, barGap: "-100%", barMaxWidth: style.isSmall ? 14 : 18, barMinWidth: 4, cursor: "default" };
  return [
    {
      ...bar,
      silent: true,
      data: cells.map((cell) => (cell === "hidden" ? sign * style.scale : null)),
      itemStyle: { color: style.hatch ? { image: style.hatch, repeat: "repeat" } : "#d9dfe5" },
      label: {
        show: true,
        position: sign === 1 ? "insideLeft" : "insideRight",
        formatter: style.hidden,
        color: INK,
        fontSize: style.isSmall ? 10 : 12,
        backgroundColor: "#fff",
        padding: [0, 4],
      },
    },
    {
      ...bar,
      name: figure.series[at] ?? "",
      data: cells.map((cell) => {
        const value = numberOf(cell);
        return value === null ? null : sign * value;
      }),
      itemStyle: { color },
      label: {
        show: figure.rows.length <= 40,
        position,
        color: INK,
        fontSize: style.isSmall ? 10 : 12,
        formatter: ({ value }) => (typeof value === "number" && !(value === 0 && style.isSmall) ? style.format(Math.abs(value)) : ""),
      },
    },
  ];
}

function bars(figure: Figure, style: Style): Option {
  return {
    ...common(figure, style),
    xAxis: valueAxis(style, 0, style.isSmall),
    yAxis: categoryAxis(figure.rows.map((row) => row.name), style, true),
    series: barSeries(figure, 0, 1, FIRST, style),
  };
}

function pyramid(figure: Figure, style: Style): Option {
  const frame = common(figure, style);
  const room = style.isSmall ? 30 : 48; // for the numbers beside the longest bars
  return {
    ...frame,
    grid: { left: room, right: room, top: 8, bottom: 4, containLabel: true },
    xAxis: valueAxis(style, -style.scale, style.isSmall),
    yAxis: {
      ...categoryAxis(figure.rows.map((row) => row.name), style, false),
      position: "left",
      axisLine: { onZero: false, show: false },
      offset: room,
    },
    series: [...barSeries(figure, 0, -1, FIRST, style), ...barSeries(figure, 1, 1, SECOND, style)],
  };
}

function lines(figure: Figure, style: Style): Option {
  const cells = figure.rows.map((row) => row.cells[0]);
  return {
    ...common(figure, style),
    grid: { left: 8, right: 16, top: 16, bottom: 4, containLabel: true },
    xAxis: {
      ...categoryAxis(figure.rows.map((row) => row.name), style, false),
      boundaryGap: true,
      // "gennaio 2017" as "gen": the year stands above the plot.
      axisLabel: { color: INK, fontSize: sizeOf(style), margin: 10, hideOverlap: true, formatter: (name: string) => name.slice(0, 3) },
    },
    yAxis: valueAxis(style, 0),
    series: [
      {
        type: "line",
        name: figure.series[0] ?? "",
        data: cells.map(numberOf),
        connectNulls: false,
        symbol: "circle",
        symbolSize: style.isSmall ? 5 : 8,
        lineStyle: { color: FIRST, width: 2 },
        itemStyle: { color: FIRST },
        label: {
          show: !style.isSmall,
          position: "top",
          color: INK,
          formatter: ({ value }) => (typeof value === "number" ? style.format(value) : ""),
        },
      },
      {
        type: "line",
        name: style.hidden,
        data: cells.map((cell) => (cell === "hidden" ? 0 : null)),
        symbol: "emptyDiamond",
        symbolSize: style.isSmall ? 9 : 12,
        lineStyle: { opacity: 0 },
        itemStyle: { color: SOFT, borderWidth: 2 },
      },
    ],
  };
}

export function optionOf(figure: Figure, style: Style): Option {
  if (figure.kind === "pyramid") return pyramid(figure, style);
  return figure.kind === "lines" ? lines(figure, style) : bars(figure, style);
}

/** Grey lines on light grey, 8 by 8 pixels. */
export function hatchPattern(): HTMLCanvasElement | null {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.fillStyle = "#f1f3f5";
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = "#a9b6c2";
  pen.lineWidth = 1.5;
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
  }
  pen.stroke();
  return canvas;
}

/** Height in pixels. */
export function heightOf(figure: Figure, isSmall: boolean): number {
  if (figure.kind === "lines") return isSmall ? 130 : 280;
  const each = isSmall ? 20 : 28;
  return figure.rows.length * each + (isSmall ? 12 : 40);
}
