package org.jitsuin.ca.view;

import org.jitsuin.ca.model.Municipality;

/**
 * A city, town, village or ward with its names.
 *
 * @param code Japan's code of local governments without its check digit
 * @param name romanised, as it stands in certificates
 * @param prefecture romanised likewise
 */
public record MunicipalityView(
    String code, String name, String nameJa, String prefecture, String prefectureJa) {
  public static MunicipalityView of(Municipality municipality) {
    return new MunicipalityView(
        municipality.code(),
        municipality.name(),
        municipality.nameJa(),
        municipality.prefecture(),
        municipality.prefectureJa());
  }
}
