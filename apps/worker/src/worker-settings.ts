import { integer, type SliceValues, setting, word } from '@crosstalk/config';
