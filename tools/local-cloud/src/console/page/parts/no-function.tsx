// What there is to see of a local cloud that nothing is deployed to.
export function NoFunction() {
  return (
    <p class="empty">
      There is no function yet: <code>npm run cloud</code> has printed how to deploy to this local
      cloud.
    </p>
  );
}
