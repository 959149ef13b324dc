// Shown while nothing is deployed to the local cloud.
export function NoFunction() {
  return (
    <p class="empty">
      There are no functions yet: <code>npm run cloud</code> printed how to deploy to this local
      cloud.
    </p>
  );
}
