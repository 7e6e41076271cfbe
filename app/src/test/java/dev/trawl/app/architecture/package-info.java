/** The arrows between the modules, checked, and violations planted to see the checks bite. */
@NullMarked
package dev.trawl.app.architecture;

import org.jspecify.annotations.NullMarked;
