// What the layer brings.
declare module 'layered-tool' {
  const tool: string;
  export default tool;
}
