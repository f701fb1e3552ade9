/** OCI image layout directories ({@code oci:DIR[:TAG][@DIGEST]}). */
@NullMarked
package dev.bedplate.source.layout;

import org.jspecify.annotations.NullMarked;
