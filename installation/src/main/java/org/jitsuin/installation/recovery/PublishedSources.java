package org.jitsuin.installation.recovery;

import java.nio.file.Path;
import org.jitsuin.audit.tlog.LogFiles;

/**
 * The places where what was published can be read.
 *
 * @param log the files of the audit log
 * @param crls the directory of all CRLs
 */
public record PublishedSources(LogFiles log, Path crls) {}
