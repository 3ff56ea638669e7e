import preact from "@preact/preset-vite";
import { defineConfig } from "vitest/config";

// The files go to build/console of the repository: a program in build/release finds them there (docs/console.md).
/**
 * Leaves out Bootstrap's `legend + *`: whenever an element comes or goes, the browser would look at all that its siblings hold
 * again, which made scrolling a table of many fields five times as expensive. The one legend, in report.scss, floats nowhere.
 */
const withoutLegendRule = {
  postcssPlugin: "without-legend-rule",
  Rule(rule: { selector: string; remove: () => void }) {
    if (rule.selector === "legend + *") rule.remove();
  },
};

/** What several pages use is one file: thirty files of a few hundred bytes each would be asked for one by one. */
const shared = (id: string): string | undefined => (/\/src\/(api|mapping|records|ui|words)\//.test(id) ? "shared" : undefined);

export default defineConfig({
  base: "/console/",
  plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false })],
  build: {
    outDir: "../../build/console",
    emptyOutDir: true,
    target: "es2021",
    assetsInlineLimit: 0, // the content security policy allows no data: fonts or scripts
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    sourcemap: false,
    rollupOptions: { output: { manualChunks: shared } },
  },
  css: {
    postcss: { plugins: [withoutLegendRule] },
    preprocessorOptions: {
      scss: {
        api: "modern-compiler",
        quietDeps: true,
        // bootstrap-italia 2 is written with @import.
        silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
        loadPaths: ["node_modules"],
      },
    },
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"] },
});
