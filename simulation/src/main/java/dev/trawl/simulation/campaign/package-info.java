/** Many worlds in processes of their own: run, counted together, and where one broke, made small and told. */
@NullMarked
package dev.trawl.simulation.campaign;

import org.jspecify.annotations.NullMarked;
