/** The real process under real faults: failing disks, kills at every call, power cuts, stopped processes. */
@NullMarked
package dev.trawl.app.faults;

import org.jspecify.annotations.NullMarked;
