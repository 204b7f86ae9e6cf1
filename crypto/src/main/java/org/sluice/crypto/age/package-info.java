/** Files in the age format (age-encryption.org/v1), for people who have no Sluice. It knows nothing of bodies and wraps. */
@NullMarked
package org.sluice.crypto.age;

import org.jspecify.annotations.NullMarked;
