import sprite from "../generated/icons.svg?url";

/** An icon of bootstrap-italia, without a meaning of its own: the text beside it says what it is. */
export function Icon({ icon, size = "sm" }: { icon: string; size?: "xs" | "sm" | "lg" }) {
  return (
    <svg class={`icon icon-${size}`} aria-hidden="true" focusable="false">
      <use href={`${sprite}#it-${icon}`} />
    </svg>
  );
}
