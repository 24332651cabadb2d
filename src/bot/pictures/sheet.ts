import { outline, type Style, wrap } from './letters.js'

/** Every picture is this wide: what a phone shows without enlarging, and far below a megabyte. */
export const WIDTH = 1080
export const MARGIN = 72
export const INNER = WIDTH - 2 * MARGIN

export const COLOURS = { ground: '#fffaf3', ink: '#2b2b2b', soft: '#6b6259', pale: '#f1ddd3', strong: '#b3262e' }

export type Colour = keyof typeof COLOURS

/** A picture that grows downwards: what is put on it stands below what was put before. Only shapes, no SVG text. */
export class Sheet {
  /** Where the next thing goes, pixels from the top. */
  y = MARGIN
  private readonly shapes: string[] = []

  /** A line of text whose base line is at `y` pixels; it is not wrapped. */
  write(text: string, x: number, y: number, style: Style & { colour?: Colour }): void {
    this.shapes.push(`<path fill="${COLOURS[style.colour ?? 'ink']}" d="${outline(text, x, y, style)}"/>`)
  }

  /** A paragraph, wrapped. */
  paragraph(text: string, style: Style & { colour?: Colour; x?: number; width?: number; most?: number }): void {
    const { x = MARGIN, width = INNER, most } = style
    for (const line of wrap(text, width, style, most)) {
      this.write(line, x, this.y + style.size, style)
      this.y += Math.round(style.size * 1.4)
    }
  }

  box(x: number, y: number, width: number, height: number, colour: Colour, round = 0): void {
    this.shapes.push(
      `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${COLOURS[colour]}"/>`,
    )
  }

  /** Dark squares of a grid, as one shape, on white. */
  grid(squares: boolean[][], x: number, y: number, side: number): void {
    const step = side / squares.length
    const path = squares.flatMap((row, down) => row.map((dark, right) => (dark ? `M${right} ${down}h1v1h-1z` : '')))
    this.shapes.push(
      `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="#fff"/>`,
      `<path transform="translate(${x} ${y}) scale(${step})" shape-rendering="crispEdges" d="${path.join('')}"/>`,
    )
  }

  svg(): string {
    const height = Math.round(this.y + MARGIN)
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}"><rect width="100%" height="100%" fill="${COLOURS.ground}"/><rect width="100%" height="14" fill="${COLOURS.strong}"/>${this.shapes.join('')}</svg>`
  }
}
