/** What a run used, and what that costs on one machine and on several platforms of AWS, by a file of prices. */
@NullMarked
package dev.trawl.core.cost;

import org.jspecify.annotations.NullMarked;
