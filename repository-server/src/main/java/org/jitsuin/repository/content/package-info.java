/**
 * What is handed out at the moment: follows the manifests, and takes from the directories of CRLs
 * no file but those that they list, octet for octet.
 */
package org.jitsuin.repository.content;
