/** What a bug throws while one of many things is looked at. */
@NullMarked
package dev.bedplate.fault;

import org.jspecify.annotations.NullMarked;
