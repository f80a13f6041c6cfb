/** Entry of the replay room's own bundle: the player, where there is something to play. */

import { startPlayer } from "./replay/player.js";

const player = document.getElementById("player");
const timeline = document.getElementById("timeline");
if (player && timeline) startPlayer(player, timeline);
