package org.jitsuin.ca.recovery;

import java.nio.file.Path;
import org.jitsuin.base.tlog.LogFiles;

/**
 * Where what was published can be read.
 *
 * @param log the files of the audit log
 * @param crls the directory of all CRLs
 */
public record Places(LogFiles log, Path crls) {}
