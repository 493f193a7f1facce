package org.jitsuin.crl.peer;

import java.nio.file.Path;
import org.jitsuin.base.model.Fingerprint;

/**
 * A file that another server hands out.
 *
 * @param path where, from {@code jitsuin.base-url} on
 * @param file where it is to be here
 * @param most how many octets it has, or has at the most
 */
public record WantedFile(String path, Path file, long most, Fingerprint sha256) {}
