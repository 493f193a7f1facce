package org.jitsuin.ca.model;

/**
 * A city, town, village or ward (市区町村) that issues cards.
 *
 * @param code Japan's code of local governments without its check digit, five digits
 * @param prefecture romanised, such as {@code Tokyo-to}
 * @param name romanised, such as {@code Kiyose-shi}
 * @param prefectureJa such as 東京都
 * @param nameJa such as 清瀬市
 */
public record Municipality(
    String code, String prefecture, String name, String prefectureJa, String nameJa) {}
