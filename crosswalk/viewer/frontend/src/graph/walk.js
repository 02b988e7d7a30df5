// Walking a graph by arrow keys: to the node that lies nearest in the direction pressed.
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

export const isArrow = (key) => key in DIRECTIONS;

// The nodes as {id, x, y}; gives the id of the best one, or null where nothing lies that way. Sideways distance counts
// double, so that a node straight ahead is preferred to a nearer one at the edge of the quarter.
export const ahead = (nodes, here, key) => {
  const [right, down] = DIRECTIONS[key];
  let best = null;
  let least = Infinity;
  for (const node of nodes) {
    const forward = (node.x - here.x) * right + (node.y - here.y) * down;
    const aside = Math.abs((node.x - here.x) * down) + Math.abs((node.y - here.y) * right);
    const cost = forward + 2 * aside;
    if (node.id !== here.id && forward > 0 && aside <= forward * 1.5 && cost < least) [best, least] = [node.id, cost];
  }
  return best;
};
