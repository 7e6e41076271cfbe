/** Many worlds judged, and the judging of them judged. */
@NullMarked
package dev.trawl.simulation.campaign;

import org.jspecify.annotations.NullMarked;
