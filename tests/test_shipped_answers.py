"""What a fair teacher would take for right, and what not, at every typed card of the shipped
library: in a test and in study alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz import cloze
from quiz.grading import Context, grade
from quiz.library import load_library
from quiz.model import Card, CardType, Form, Mode, Verdict

LIBRARY, _ = load_library(Path(__file__).parents[1])
CARDS = {str(card.identity).partition("/")[2]: card for card in LIBRARY.cards()}
CONTEXTS = [Context.of([LIBRARY], mode) for mode in Mode]

# A card, and behind # its gap; the right answers (+), and wrong ones (-); `;` parts them.
TABLE = """
korea-divided/land-border
  + Manchuria; the Manchuria region; northeast China; Northeastern China; north-eastern
    China; the north east; the Northeast; the north-east of China; the northeast of China;
    China's northeast; China's north-east; Jilin and Liaoning; Liaoning and Jilin; Jilin;
    Jilin, Liaoning; Liaoning, Jilin; the three northeastern provinces; Jilin and
    Liaoning provinces; the provinces of Liaoning and Jilin
  - Inner Mongolia; Shandong; Mongolia; Liaodong; Siberia; North Korea; Jilin city; the
    city of Jilin; Liaoning; Jilin, Shandong; the three southern provinces; Liaoning, Mongolia;
    Manchuria in Korea; Manchuria, Korea
korea-divided/seventeenth-century-invaders
  + the Manchus; Manchu; the Manchu people; Manchurians; the Qing; Qing dynasty; the Qing
    empire; Later Jin; the Later Jin dynasty; Jurchens; the Jurchen; Jurchen people; Ch'ing;
    people of Manchuria; the Manchu Qing; the Manchu tribes
  - the Mongols; the Japanese; the Chinese; the Ming; Manchuria; the Jin dynasty
korea-divided/years-of-japanese-rule
  + 35; 35 years; thirty-five; thirty five years; about 35; 34; 36; roughly 35 years; 35 yrs;
    35 or 36; 35 (1910-1945); 35 years, 1910-1945; It was 35 years; 35 years from 1910 to 1945;
    35, Japan; I think 35, Japan; 35, I think; 35 years of colonial rule; 35 or so
  - 14; 50; 35 or 40; 14 (1910-1945); 1910-1945; 35 (1900-1930); 30 (1900-1935); 35 (36);
    35 guns; 35 BC; 35 AD; 35 men; 35 days; 35, Mao; I think 35 guns; 35 guns, I think
korea-divided/both-halves-occupied
  + September 1945; Sept 1945; Sep 1945; Sept. 1945; 9/1945; 09/1945; 1945-09; September,
    1945; 8 September 1945; September 8, 1945
  - August 1945; December 1945
korea-divided/moscow-plan
  + trusteeship; trusteeship by four powers; a trusteeship of four powers; trusteeship of
    the four powers; four-power trusteeship; a four power trusteeship; joint trusteeship;
    international trusteeship; UN trusteeship; United Nations trusteeship; multilateral
    trusteeship; Allied trusteeship; five-year trusteeship; trusteeship for five years;
    a four-power trusteeship of five years; international trusteeship under four powers;
    a joint four-power trusteeship
  - protectorate; mandate; occupation; mandate by four powers; four powers
korea-divided/southern-leader
  + Syngman Rhee; Rhee; Rhee Syngman; President Rhee; President Syngman Rhee; Dr Rhee;
    Dr. Syngman Rhee; Lee Seung-man; Yi Seung-man; Lee Syngman; Yi Sung-man; Syng-man
    Rhee; Mr. Syngman Rhee; Syngman Rhee (Lee Seung-man)
  - Kim Ku; Lyuh Woon-hyung; President Kim Ku
korea-divided/fortified-line#c1
  + 38th parallel; thirty-eighth parallel; parallel 38; 38th; 38 parallel; 38th parallel
    north; 38th parallel of latitude; the 38 th parallel; 38º
  - 37th parallel; 39th parallel; the Yalu; Demilitarised Zone
war-breaks-out/share-of-americans
  + 90; 90%; 90 percent; 90 per cent; ninety; about 90; ninety percent; 88; 9 in 10;
    nine in ten; 90 out of 100; nine-tenths; over 90%
  - 33; 50; half; 9; one half; 80; 9 in 100; a half; three quarters
war-breaks-out/two-ports#c1
  + Pusan; Busan; the port of Pusan; the city of Busan; Pusan (Busan); Pusan city
  - Inchon; Seoul; Wonsan; the island of Pusan; the port of Inchon; Pusan or Inchon
war-breaks-out/two-ports#c2
  + Inchon; Incheon; Inch'on; In-chon; port of Incheon
  - Pusan; Kunsan; Seoul
war-breaks-out/weeks-to-the-landing
  + 12; 12 weeks; twelve; about 12 weeks; 11; 13; twelve weeks; 11 to 12; 11.5; 11-12 weeks;
    almost 12
  - 4; 26; 3; 6 months; a year; 5 months
war-breaks-out/general-of-the-landing
  + Douglas MacArthur; MacArthur; General MacArthur; Gen. Douglas MacArthur; General
    Douglas MacArthur; Mac Arthur; McArthur; Douglas McArthur; General McArthur; Gen
    MacArthur; Douglas Mac Arthur; Field Marshal Douglas MacArthur; American general Douglas
    MacArthur; US General MacArthur; MacArthur, Douglas; MacArthur, the American general;
    UN commander Douglas MacArthur; General of the Army Douglas MacArthur; D. MacArthur;
    D MacArthur; MacArthur, D.; MacArthur D; US general D. MacArthur; the MacArthur
  - Walton Walker; Matthew Ridgway; President MacArthur; General Walker; General Arthur
    MacArthur; American general Walton Walker; Chinese General Douglas MacArthur; MacArthur,
    Arthur; MacArthur, Ridgway; MacArthur (Ridgway); US President MacArthur; A. MacArthur;
    A MacArthur; a macarthur; MacArthur, A.; General A. MacArthur; J. MacArthur
war-breaks-out/body-that-approved
  + the General Assembly; UN General Assembly; United Nations General Assembly; UNGA; the
    General Assembly of the UN; the UN's General Assembly; the Assembly; the General
    Assembly of the United Nations; the United Nations' General Assembly; UN Assembly; the
    assembly of the UN; the General Assembly (UN); the GA
  - the Security Council; the Secretariat; the Assembly (Security Council); the Council (UN)
war-breaks-out/name-for-the-new-aim
  + rollback; roll-back; roll back; rollback of Communism; rolling back Communism; rollback
    policy; policy of rollback; the rollback doctrine; liberation; rolling back; roll back
    of communism; rollback strategy; the policy of rolling back Communism; liberation policy
  - containment; appeasement; containment of Communism; Truman Doctrine
maos-choice/proclamation
  + October 1949; Oct 1949; 1 October 1949; October 1, 1949; 10/1949; Oct. 1, 1949;
    1949-10-01
  - April 1949; December 1949
maos-choice/month-of-the-alliance
  + February 1950; Feb 1950; 14 February 1950; Feb. 1950; 2/1950; Feb 14, 1950
  - December 1949; June 1950
maos-choice/age-of-the-republic
  + 12; 12 months; twelve; twelve months; one year; 1 year; 11; 13; 12.5; about one
    year; about 12 months; a year; about a year; about a year old; 12 months old; 12 mths
  - 4; 9; 24; 2 years; two years; 10; a month; a decade; half a year
maos-choice/country-of-the-messenger
  + India; Indian; Republic of India; India's; Indian ambassador; India's ambassador; Bharat;
    India (Panikkar); Panikkar, India; from India; that of India; India (its ambassador);
    Indian ambassador Panikkar; the Indian ambassador, K. M. Panikkar
  - Burma; Sweden; Pakistan; Indonesia; Britain; not India; Panikkar; Burma (Panikkar); from
    Burma; India, Burma; against India
china-enters/two-states
  + 1948; in 1948; AD 1948; 1948 AD; August 1948; September 1948
  - 1945; 1947
china-enters/kim-wartime-army
  + the Red Army; Soviet Army; the Soviet Red Army; the army of the Soviet Union; the
    Soviet Union's army; the army of the USSR; Soviet; Soviets; the Russian army; the
    army of Russia; the Russian Red Army; Russia's army; the USSR army; the Soviet
    Union's Red Army; army of the Soviet Union (Red Army); the Russians; the Soviet Union
    army; the Soviet 88th Brigade; the 88th Separate Rifle Brigade of the Red Army
  - the Eighth Route Army; the Korean Liberation Army; the Chinese army; Japanese army;
    the army of China; the Korean People's Army; China's army; Kim's army; the Chinese Red
    Army; the Northeast Anti-Japanese United Army
china-enters/invasion-month
  + June 1950; 25 June 1950; June 25, 1950; Jun 1950; 6/1950; June 25th 1950; in June of
    1950; June of 1950; 25/6/1950; 6.25.1950
  - September 1950; October 1950
china-enters/first-response#c1
  + Security Council; UN Security Council; United Nations Security Council; UNSC
  - General Assembly; Secretariat
china-enters/first-response#c2
  + Harry Truman; Truman; Harry S. Truman; President Truman; Harry S Truman; President Harry
    Truman; Truman, H. S.; Truman, Harry; Truman, Harry S.; Truman H; US President H. Truman
  - Dwight Eisenhower; Dean Acheson; Douglas MacArthur; A. Truman; Truman, B.; Truman, S.
china-enters/sixteen-nations
  + 16; sixteen; 16 nations; sixteen nations; 16 countries; 16 states; sixteen countries;
    16 UN members; 16 with the USA
  - 5; 11; 16 guns; 16 soldiers; 16 BC
china-enters/pva-crosses-yalu
  + 19 October 1950; October 19, 1950; 19 Oct 1950; Oct 19 1950; 19/10/1950; 1950-10-19;
    19th October 1950; the 19th of October 1950; October 19th, 1950; 19.10.1950;
    10/19/1950; Oct. 19, 1950; 19 October, 1950; the evening of 19 October 1950; on the
    night of 19 October 1950; 19 October 1950 at dawn; 19 okt 1950
  - 19 October; October 1950; 18 October 1950; 19 October 1951; 1 October 1950; 25
    October 1950; the evening of 18 October 1950; the evening of 19 October; the eve of
    19 October 1950; 18 October 1950 at dawn; 18 or 19 October 1950; 10/50
china-enters/pva-commander
  + Peng Dehuai; Peng; General Peng; Peng Te-huai; Marshal Peng Dehuai; P'eng Te-huai;
    Gen. Peng Dehuai; General Peng Dehuai; Peng De Huai; Peng De-huai; Gen. Peng; Peng
    Tehuai; Peng Teh Huai; Field Marshal Peng Dehuai; Chinese General Peng Dehuai; Dehuai
    Peng; Peng, Chinese general; Chinese commander Peng Dehuai; Chinese Marshal Peng Dehuai;
    Chinese Marshal Peng; Peng Dehuai of China; I think it was Peng
  - Lin Biao; Su Yu; President Peng; General Lin; Marshal Su Yu; Biao Lin; Chinese General Lin
    Biao; Peng, Lin Biao; Peng (Su Yu); Peng Zhen; Zhen Peng; American General Peng Dehuai;
    in Peng; I think Lin Biao; not Peng
china-enters/first-wave
  + 250,000; 250000; 250 000; a quarter of a million; quarter million; 250k; about 250,000;
    two hundred and fifty thousand; 260,000; 200,000 to 300,000; 250,000 soldiers; 0.25
    million; 250 thousand; 250,000 men; 250,000 Chinese; 250,000 PVA troops
  - 1,300,000; 2,000,000; 250.000; 2.500.000; 250,000 (300,000); 250,000, no; 250,000 guns;
    250,000 BC; 250,000 years
china-enters/atom-bomb-talk
  + Harry Truman; Truman; President Truman; Harry S. Truman; Harry S Truman; President Harry
    S. Truman; the president; President Harry Truman; the US president; Pres. Truman; the
    American president; the president, Harry Truman; US President Truman; US President Harry
    Truman; Truman, the president; Truman, Harry; President Truman (USA); the US president,
    Truman; Truman, the American president; Truman, President of the United States
  - Clement Attlee; Dean Acheson; US President Attlee; Chinese President Truman; Truman, the
    premier; Truman, Acheson; Truman (Attlee); Truman, the secretary of state; British
    President Harry Truman; US President Roosevelt; Harry Acheson
china-enters/armistice-day
  + 27 July 1953; July 27, 1953; 27 Jul 1953; 27/7/1953; 1953-07-27; July 27th 1953;
    27.7.1953; 27th July 1953; 7/27/1953; the 27th of July 1953; 27 July, 1953
  - 27 July; July 1953; 26 July 1953; 27 June 1953
china-enters/buffer-and-treaty#c1
  + 4; four; 4 km; four kilometres; 4 kilometers; about 4
  - 2; 38; 5; 40; 4 miles; 4 metres
china-enters/buffer-and-treaty#c2
  + treaty; peace treaty
  - armistice; truce; ceasefire; agreement; conference
china-enters/war-dead
  + 3,000,000; 3 million; three million; 2.5 million; 2.5 to 3 million; about 3 million;
    2,500,000; 3m; between 2.5 and 3 million; two and a half million; 4 million;
    3000000; 2.5-3 million; three million people; 3 mil; 3.000.000
  - 400,000; 2,000,000; 3.000; 3 thousand; 3 bn
china-enters/un-verdict
  + an aggressor; as an aggressor; as the aggressor; an aggressor state; as an aggressor
    state; aggressor nation; as an aggressor nation; guilty of aggression; aggressive state;
    aggressor country; an aggressor power; an aggressor in Korea; engaged in aggression;
    aggressors; engaged in aggression in Korea; an aggressor in the Korean War
  - a belligerent; an occupying power; an enemy; a non-aggressor; not an aggressor; victim
    of aggression
stalin-mao-kim/stalins-condition
  + Mao Zedong; Mao; Mao's; Mao Zedong's; Chairman Mao; Mao Tse-tung; Mao Tse-Tung's;
    Chairman Mao Zedong; Mao Ze Dong; Mao Tse Tung; Chairman Mao's; Chairman Mao Tse-tung;
    Chinese leader Mao Zedong; that of Mao; Mao Zedong's consent; the consent of Mao; on Mao;
    Zedong Mao; Mao Zedong (China); Mao, Chinese leader
  - Zhou Enlai; Klement Gottwald; Kim Il-sung; Mao Anying; Soviet leader Mao Zedong; that of
    Kim; Zhou Enlai's consent; Kim's consent; Mao (Anying); Mao's son; Mao (Stalin); Mao, Kim
stalin-mao-kim/zhou-goes-to-stalin
  + Zhou Enlai; Zhou; Chou En-lai; Chou; Premier Zhou; Zhou En-lai; Premier Zhou Enlai;
    Prime Minister Zhou Enlai; Foreign Minister Zhou Enlai; Chou En Lai; Premier Chou
    En-lai; Zhou En Lai; Chou Enlai; Prime Minister Zhou; Foreign Minister Zhou; Enlai Zhou;
    En-lai Chou; Zhou Enlai, the premier; Zhou (foreign minister); Chinese Premier Zhou Enlai
  - Liu Shaoqi; Peng Dehuai; Lin Biao; Mao; Chou Shaoqi; Zhu De; Shaoqi Zhou; Zhou Enlai, Mao;
    Zhou Enlai, the president; Soviet Premier Zhou Enlai; Liu Shaoqi, the premier
stalin-mao-kim/shen-wrote-it#c1
  + Shen Zhihua; Shen; Zhihua Shen; Shen Zihua; Shen Zhi-hua; Shen Zhi Hua
  - Sandeep Balakrishna; Chen Jian; Neil Silver
stalin-mao-kim/shen-wrote-it#c2
  + 1991; December 1991; in 1991; AD 1991
  - 1989; 1992; 1891; '92; '91 BC; 91 BC
stalin-mao-kim/stalin-asks
  + October 1950; 1 October 1950; Oct 1950; October 1, 1950; 10/1950; Oct. 1950
  - June 1950; August 1950
stalin-mao-kim/realpolitik
  + realpolitik; real politik; Real-Politik; 'realpolitik'
  - weltanschauung; ostpolitik; ideology; geopolitik; power politics; machtpolitik
stalemate-and-armistice/talks-open
  + July 1951; 10 July 1951; Jul 1951; 7/1951; July 10, 1951
  - November 1951; October 1952
stalemate-and-armistice/american-share-after-talks
  + 45; 45%; 45 per cent; 45 percent; forty-five; 40; 50; forty percent; about 45%;
    40-50%; 50%; 40%; over 40%; 40 to 50 percent; two-fifths; 4 in 10; nearly half
  - 10; 25; a quarter; a tenth; 1 in 10; three-fifths
stalemate-and-armistice/where-the-talks-opened
  + Kaesong; Gaeseong; Kaesŏng; Kaesong, North Korea; Kaesong in North Korea; the town
    of Kaesong; Kaesong (North Korea); Gaesong; the city of Kaesong; Kae-song; Kaesong
    city; Kaesong town; Gaeseong (Kaesong); the city of Kaesong in North Korea; Kaesong, a
    town near the 38th parallel
  - Panmunjom; Munsan; the city of Panmunjom; the island of Kaesong; the city of Panmunjom in
    North Korea; the city of Kaesong in China; Kaesong, Panmunjom; Kaesong in Panmunjom
stalemate-and-armistice/embargo-and-recognition#c1
  + embargo; trade embargo; embargoes; embargos
  - blockade; tariff; agreement
stalemate-and-armistice/embargo-and-recognition#c2
  + recognition; diplomatic recognition
  - non-recognition; independence; relations
stalemate-and-armistice/wrong-lesson
  + Vietnam War; Vietnam; the war in Vietnam; the Vietnamese War; the Vietnam conflict; Viet
    Nam War; Second Indochina War; Viet Nam; American War; the American war in Vietnam; the
    conflict in Vietnam; America's war in Vietnam; Vietnam wars; to Vietnam; to the Vietnam
    War; the Vietnam War (1955-1975); Vietnam War (1965-1973)
  - First Indochina War; Gulf War; Sino-Vietnamese War; Korean War; the Cold War; Indochina
    War; to Korea; from Vietnam; Vietnam War (1979); Vietnam War (1946-1954); to the Gulf War
china-and-north-korea/delury-word
  + betrayal; 'betrayal'; betrayed
  - gratitude; dependence; loyalty; trust; mistrust; treason
china-and-north-korea/years-with-vietnam#c1
  + 1950s; 1950's; 1950ies; 1950; the fifties; 50s; '50s; the nineteen-fifties; early 1950s;
    the early fifties
  - 1960s; 1940s; 1951; 1979; 1850s; the sixties; the eighteen fifties; 40s; 50; early 1960s;
    1950s, Mao; late 1950s
china-and-north-korea/years-with-vietnam#c2
  + 1979; in 1979; February 1979; the spring of 1979; during 1979
  - 1978; 1975; 1879; after 1979; over 1979; 1979 or Korea
memory-and-names/chinese-name
  + War to Resist US Aggression and Aid Korea; Resist US Aggression, Aid Korea; Resist U.S.
    Aggression, Aid Korea; Resist U.S. Aggression and Aid Korea; War to Resist American
    Aggression, Aid Korea; the War to Resist American Aggression and Aid Korea; War to
    Resist US Aggression, Aid Korea; War to Resist U.S. Aggression & Aid Korea; Resist
    America, Aid Korea; Resist America Aid Korea; Resist America and Aid Korea; the War to
    Resist America and Aid Korea; War to Resist America, Aid Korea; Resist American
    Aggression and Aid Korea; Resist American Aggression, Aid Korea; War to Resist American
    Aggression and Help Korea; Resist America and Help Korea; Resist America, Help Korea;
    War to Resist the US and Aid Korea; War to Resist the USA and Aid Korea; Resist the US
    and Aid Korea; War of Resisting America and Aiding Korea; the war of resisting US
    aggression and aiding Korea; Resisting America and Aiding Korea; Resisting US Aggression
    and Aiding Korea; Resist USA, Aid Korea; Kang Mei Yuan Chao; Kangmei Yuanchao; War of
    Resistance against America and Aid to Korea; War of Resistance Against US Aggression and
    Aid Korea; War of Resistance to US Aggression and Aid to Korea; Great Movement to
    Resist America and Assist Korea; Resist America and Support Korea
  - War of Resistance against Japanese Aggression; Great Fatherland Liberation War; War of
    Liberation; Korean War; Forgotten War; War to Resist Japan and Aid Korea
memory-and-names/forgotten-war
  + the Forgotten War; 'The Forgotten War'; America's Forgotten War; The "Forgotten War";
    forgotten; Forgotten War (the); the Forgotten Conflict
  - the Good War; the Police Action; the unforgotten war
memory-and-names/between-two-wars#c1
  + Second World War; World War II; World War Two; WWII; WW2; World War 2; WW II; 2nd
    World War; World War (Second); Second World War (WWII)
  - First World War; WWI; World War I; Cold War; Korean War; Second World War (WWI);
    First or Second World War
memory-and-names/between-two-wars#c2
  + Vietnam; Viet Nam
  - Korea; Iraq; Afghanistan; Gulf; Laos; Korean War; Vietnam (1979)
memory-and-names/puppet-army
  + South Korea's; South Korean; South Korean army; the army of South Korea; the South's;
    South Korea; Republic of Korea's; the ROK army; ROK; ROK's; the ROK forces; Syngman
    Rhee's; Rhee's army; the South Koreans; of South Korea; South Korean puppet army; that of
    South Korea; the South Korean government's; the Rhee government's; the Seoul government's
  - North Korea's; Chiang Kai-shek's; Japan's; Kim's; American; the Korean People's
    Army; the army of North Korea; North Korea's army; the army of Kim Il-sung; of North
    Korea; the North Korean puppet army; that of Japan; the Chinese puppet army
memory-and-names/hall-reopened
  + 2020; in 2020; October 2020; year 2020; AD 2020
  - 2021; 2023
reading-the-sources/missing-nought
  + 150,000; 150000; 150 000; 150k; one hundred and fifty thousand; 150 thousand; 150,000
    soldiers; hundred and fifty thousand; 150,000 dead; 150,000 Chinese dead; 0.15 million
  - 15,000; 50,000; 150.000; 150.00
reading-the-sources/seoul-regained
  + January 1951; 4 January 1951; Jan 1951; 1/1951; January 4, 1951; Jan. 1951; early
    January 1951
  - September 1950; December 1950
reading-the-sources/first-of-october
  + the 38th parallel; thirty-eighth parallel; 38 parallel; the 38th; the parallel; the
    border between North and South Korea; the border between the two Koreas; border between
    South and North Korea; the border of the two Koreas; the inter-Korean border; the North
    Korean border; the border between the Koreas; the border of North Korea; the frontier
    between the two Koreas; the border with the North; the 38th parallel (north); 38th parallel
    north; 38°; 38°N; 38° N; 38th degree; line 38; at the 38th parallel
  - the Yalu; the Naktong River; the Chongchon River; the 37th parallel; the DMZ; the
    Chinese border; the border with China; the border of China; 37°N; 38° S; 38° E; line 37;
    38 km; the 38th parallel (the Yalu)
reading-the-sources/what-casualties-are#c1
  + wounded; injured; injured soldiers; wounded soldiers; wounded men; wounded in action; WIA
  - dead; killed; missing; captured; prisoners; sick
reading-the-sources/what-casualties-are#c2
  + missing; missing in action; MIA; missing soldiers; missing men; missing (in action); MIAs
  - dead; wounded; deserters; killed; missing the action
people-places-forces/other-border-river
  + the Tumen; Tumen River; River Tumen; the Tuman; the Duman; the Tuman River; Tuman-gang;
    Tumen Jiang; Duman River; Tumangang; Tumen-gang; Dumangang
  - the Yalu; the Naktong; Amur; Amnok; the Han; Amnok-gang; Tumen (Yalu); Tumen, Yalu
people-places-forces/son-of-mao
  + Mao Anying; Anying; Mao An-ying; An-ying; Mao An Ying; An Ying; Anying Mao; An-ying Mao;
    Mao, Anying; Mao's son Anying; Mao-An-ying
  - Mao Anqing; Mao Zemin; Mao; Mao Anlong; Chairman Mao; Marshal Anying; Anqing Mao; Zemin
    Mao; Mao Anying, Mao Anqing; Mao's son; Mao's son Anqing; Anying (Mao Zemin); Ying; Mao Ying;
    A. Mao; A Ying
people-places-forces/nationalist-refuge#c1
  + Chiang Kai-shek; Chiang; Jiang Jieshi; Chiang Kaishek; Chiang Kai Shek; Generalissimo
    Chiang Kai-shek; General Chiang; Jiang; Generalissimo Chiang; Jiang Jie Shi; General
    Chiang Kai-shek; President Chiang; President Chiang Kai-shek; Chiang Kai-chek
  - Mao Zedong; Chiang Ching-kuo; Sun Yat-sen; President Chiang Ching-kuo; Madame
    Chiang; President Jiang
people-places-forces/nationalist-refuge#c2
  + Taiwan; Formosa; the island of Taiwan; Taiwan island; island of Formosa; Taiwan
    (Formosa); Formosa/Taiwan; on Taiwan; Taiwan, an island
  - Hainan; Quemoy; Okinawa; Taiwan city; the island of Hainan; Taiwan (Hainan); on Hainan;
    off Taiwan; Taiwan, Hainan; Tawain
people-places-forces/truce-word
  + armistice; truce; ceasefire; cease-fire; a cease fire; armistice agreement; an armistice
    treaty; truce agreement; cease-fire agreement; armistices; ceasefire accord; armistice
    accord; cessation of hostilities; suspension of hostilities; armistice (truce)
  - capitulation; protocol; peace treaty; surrender; treaty; peace treaty (armistice)
people-places-forces/capitals#c1
  + Pyongyang; P'yongyang; Pyeongyang; Pyong-yang; Pyong Yang; Pyongyang, North Korea;
    the city of Pyongyang
  - Seoul; Wonsan; Hamhung; Pyongyang, South Korea
people-places-forces/capitals#c2
  + Seoul; Soul; Sŏul; Seoul, South Korea; Seoul city
  - Pyongyang; Pusan; Inchon; Seoul, North Korea; the port of Seoul; Seoul, Korea; Seoul
    (Pyongyang); Seoul in Pyongyang; Seoul, Pyongyang
people-places-forces/attrition
  + war of attrition; attrition; attrition war; attritional war; attritional; attritional
    warfare; attrition warfare; war of exhaustion; wars of attrition; one of attrition;
    attritional conflict
  - war of movement; war by proxy
people-places-forces/party-of-the-losers
  + the Kuomintang; KMT; Guomindang; GMD; the Nationalists; Nationalist Party; the
    Chinese Nationalist Party; Chinese Nationalists; Nationalist; the Nationalist Party
    of China; Kuomintang (KMT); the KMT (Nationalists); Nationalists (Kuomintang);
    Kuo-min-tang; China's Nationalist Party; Chinese Kuomintang; the Kuomintang of China
  - the China Democratic League; the Beiyang clique; Chinese Communist Party; the
    Communists; Japan
people-places-forces/holding-the-line
  + containment; containment policy; policy of containment; the containment of Communism;
    containment doctrine; the doctrine of containment; containing Communism; strategy of
    containment; the containment strategy; the policy of containing Communism; Truman
    Doctrine
  - rollback; détente; liberation; deterrence; Eisenhower Doctrine
people-places-forces/battle-in-the-cold
  + the Chosin Reservoir; Chosin; Changjin; Changjin Reservoir; Lake Changjin; Jangjin;
    Jangjin Reservoir; Lake Chosin; Chosin Lake; Frozen Chosin; Jangjin Lake; Jangjinho;
    Changjin Lake; the Chosin reservoir (Changjin); Chosin (Changjin); Changjin Lake
    (Chosin); the Changjin (Chosin) Reservoir; Chosin (Changjin) Reservoir
  - the Hwachon Reservoir; Lake Khasan; Lake Baikal; Pusan
people-places-forces/after-macarthur
  + Matthew Ridgway; Ridgway; General Ridgway; Matthew B. Ridgway; Gen. Matthew Ridgway;
    Matt Ridgway; Matthew Ridgeway; Ridgeway; General Ridgeway; General Matthew B.
    Ridgway; Lt. Gen. Ridgway; Lieutenant General Ridgway; Gen. Matthew B. Ridgway; Gen
    Ridgway; Major General Matthew Ridgway; Lt Gen Ridgeway; US general Ridgway; Ridgway,
    Matthew; Matthew Ridgway, American general; M. Ridgway; M. B. Ridgway
  - Mark Clark; Walton Walker; MacArthur; Eisenhower; Van Fleet; President Ridgway;
    General Walker; General Clark; US general Clark; Soviet general Ridgway; Ridgway, Mark;
    Ridgway, MacArthur; Clark, Mark; US general Mark Clark
people-places-forces/land-for-peasants
  + land reform; land reforms; land redistribution; redistribution of land; agrarian reform;
    reform of land; the land reform movement; land distribution; redistribution of the land;
    reform of the land; distribution of land; agricultural reform; land-reform; land reform
    programme
  - collectivisation; nationalisation; Great Leap Forward; collective farming
people-places-forces/buffer-zone
  + the Demilitarised Zone; DMZ; Demilitarized Zone; Korean DMZ; Korean Demilitarized Zone;
    De-militarised zone; demilitarized zone (DMZ); the Demilitarised Zone (DMZ); DMZ
    (Demilitarized Zone); the Korean Demilitarised Zone (DMZ); D.M.Z.; de-militarized zone;
    The Korean Demilitarized Zone (DMZ); DMZ (demilitarised zone)
  - the Joint Security Area; the Northern Limit Line; 38th parallel; Military Demarcation
    Line; Militarised zone
people-places-forces/state-in-between
  + buffer state; a buffer; buffer country; buffer nation; buffer-state; a buffer zone
  - client state; neutral state; satellite state; puppet state
"""


def said(sign: str) -> Iterator[tuple[str, list[str]]]:
    """Each card or gap and its answers of that sign."""
    name, kind = "", ""
    found: dict[str, str] = {}
    for line in TABLE.splitlines():
        if line and not line.startswith(" "):
            name = line
        elif line:
            kind = line[2] if line[2] != " " else kind
            if kind == sign:
                found[name] = f"{found.get(name, '')} {line[4:].strip()}"
    for name, texts in found.items():
        yield name, [text.strip() for text in texts.split(";")]


def verdicts(name: str, text: str) -> set[Verdict]:
    card, _, gap = name.partition("#c")
    form = Form.CLOZE if gap else Form.TYPED
    return {grade(CARDS[card], form, (text,), it, int(gap or 0)).verdict for it in CONTEXTS}


@pytest.mark.parametrize(("name", "texts"), said("+"))
def test_a_fair_answer_is_right(name, texts):
    assert [text for text in texts if verdicts(name, text) != {Verdict.CORRECT}] == []


@pytest.mark.parametrize(("name", "texts"), said("-"))
def test_another_answer_is_not(name, texts):
    assert [text for text in texts if Verdict.CORRECT in verdicts(name, text)] == []


CLOSE = {
    "people-places-forces/nationalist-refuge#c2": "Tawain",
    "people-places-forces/son-of-mao": "Mao Anyin",
    "memory-and-names/puppet-army": "Suoth Korea",
}
"""What is nearly the answer, so that the learner is asked."""


@pytest.mark.parametrize(("name", "text"), CLOSE.items())
def test_a_slip_is_asked_about(name, text):
    assert verdicts(name, text) == {Verdict.CLOSE}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("stalemate-and-armistice/talks-open", "7/51"),
        ("china-enters/armistice-day", "27/7/53"),
        ("china-enters/invasion-month", "6/50"),
        ("china-enters/two-states", "'48"),
        ("stalin-mao-kim/shen-wrote-it#c2", "'91"),
        ("stalin-mao-kim/shen-wrote-it#c2", "91"),
    ],
)
def test_a_year_of_two_digits_is_asked_about_in_study_and_wrong_in_a_test(name, text):
    assert verdicts(name, text) == {Verdict.CLOSE, Verdict.WRONG}


def asked(name: str, card: Card) -> list[str]:
    if card.type is CardType.CLOZE:
        return [f"{name}#c{number}" for number in {gap.number for gap in cloze.gaps(card.prompt)}]
    return [name] if card.type.is_typed and not card.retired else []


def test_every_typed_card_is_in_the_table():
    typed = {each for name, card in CARDS.items() for each in asked(name, card)}
    assert {name for name, _ in said("+")} == {name for name, _ in said("-")} == typed
